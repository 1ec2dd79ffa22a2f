/* Names for what the admin's own widgets leave without one, so that it is read out. */
(function () {
  "use strict";
  function label_of(select) {
    const label = select.id && document.querySelector('label[for="' + CSS.escape(select.id) + '"]');
    return label ? label.textContent.trim() : "Search";
  }
  function name_widgets() {
    document.querySelectorAll("select.admin-autocomplete").forEach(function (select) {
      const box = select.nextElementSibling;
      if (!box) return;
      box.querySelectorAll('[role="combobox"], [role="textbox"], [role="searchbox"]').forEach(function (part) {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", label_of(select));
      });
    });
    document.querySelectorAll(".help-tooltip[aria-label]").forEach(function (icon) {
      icon.setAttribute("role", "img");
    });
  }
  // A table wider than its place is a region that keys can scroll; one that fits is no stop for them.
  function reach_regions() {
    document.querySelectorAll("[data-region]").forEach(function (box) {
      const wide = box.scrollWidth > box.clientWidth;
      ["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
      if (!wide) return;
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", box.dataset.region);
    });
  }
  window.addEventListener("load", reach_regions);
  window.addEventListener("resize", reach_regions);
  // Each half of a date and time is named by the words beside it.
  document.querySelectorAll("p.datetime").forEach(function (pair) {
    const whole = pair.closest(".form-row")?.querySelector("label, .legend")?.textContent.trim() || "";
    pair.querySelectorAll("input").forEach(function (input) {
      const half = input.classList.contains("vTimeField") ? "time" : "date";
      input.setAttribute("aria-label", `${whole.replace(/:$/, "")}, ${half}`);
    });
  });
  // The widgets are made after the page was read, at a moment of their own.
  new MutationObserver(name_widgets).observe(document.documentElement, { childList: true, subtree: true });
  name_widgets();
  document.addEventListener("focusin", function (event) {
    const field = event.target;
    if (field.classList.contains("select2-search__field") && !field.hasAttribute("aria-label")) {
      field.setAttribute("aria-label", "Search");
    }
  });
})();
