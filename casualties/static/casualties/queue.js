"use strict";
// Keys press the buttons that name them; two-letter keys such as "x2" are typed one after the other.
(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const press = (wanted) => {
    const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === wanted);
    if (!found || found.disabled) return false;
    found.click();
    const opened = found.closest("details");
    opened?.querySelector("input:not([type=hidden])")?.focus();
    return true;
  };
  let first = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = first + event.key;
    if (press(key)) event.preventDefault();
    first = "xup".includes(event.key) && event.key.length === 1 ? event.key : "";
  });
  document.querySelector(".review-queue .text mark")?.scrollIntoView({ block: "center" });
  window.scrollTo(0, 0);
})();
