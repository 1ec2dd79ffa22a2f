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
