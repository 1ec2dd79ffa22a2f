/* The incident and its claims on an offline map: a circle as wide as the place is uncertain. */
(function () {
  "use strict";
  const box = document.getElementById("incident-map");
  if (!box || !window.L) return;
  const places = JSON.parse(box.dataset.places);
  const map = L.map(box, { attributionControl: true, zoomControl: true, scrollWheelZoom: false, maxZoom: 16, minZoom: 2 });
  map.attributionControl.setPrefix(false).addAttribution("Natural Earth");
  L.control.scale({ imperial: false }).addTo(map);
  const bounds = L.latLngBounds([]);
  places.forEach(function (place) {
    bounds.extend(L.latLng(place.latitude, place.longitude).toBounds(2 * place.radius_m));
  });
  map.fitBounds(bounds.pad(1), { maxZoom: 9 }); // near enough that a circle is one, and a border may be in sight
  places.forEach(function (place) {
    const text = document.createElement("span");
    text.dir = "auto";
    text.textContent = place.label;
    L.circle([place.latitude, place.longitude], {
      radius: place.radius_m,
      className: place.incident ? "place-incident" : "place-claim",
      dashArray: place.incident ? null : "5 4",
      weight: 2,
    }).bindTooltip(text).addTo(map);
    L.circleMarker([place.latitude, place.longitude], {
      radius: 3,
      interactive: false,
      className: place.incident ? "dot-incident" : "dot-claim",
    }).addTo(map);
  });
  fetch(box.dataset.basemap)
    .then(function (answer) { return answer.json(); })
    .then(function (world) {
      L.geoJSON(topojson.feature(world, world.objects.countries), {
        interactive: false,
        className: "land",
        weight: 1,
        onEachFeature: function (country, shape) {
          shape.bindTooltip(country.properties.name, { permanent: true, direction: "center", className: "land-name" });
        },
      }).addTo(map).bringToBack();
    });
})();
