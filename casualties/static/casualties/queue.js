"use strict";
// Keys press the buttons that name them; two-letter keys such as "x2" are typed one after the other.
// A key held down decides once, and a page that is being left takes no more. Keys can be turned off.
(() => {
  const OFF = "corroborate.queue.keys-off";
  const WAIT = 3000; // milliseconds the second half of a key may take
  const told = document.getElementById("key-begun");
  const wanted = document.getElementById("keys-wanted");
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  let begun = "", timer = 0, leaving = false;

  const begin = (key) => {
    clearTimeout(timer);
    begun = key;
    told.textContent = key ? `${key} … and a number; Esc lets it be` : "";
    if (key) timer = setTimeout(begin, WAIT, "");
  };
  const buttons = () => [...document.querySelectorAll("[data-key]")].filter((one) => !one.disabled);
  const press = (key) => {
    const found = buttons().find((one) => one.dataset.key === key);
    if (!found) return false;
    found.click();
    if (found.matches("summary")) found.parentElement.querySelector("input:not([type=hidden])")?.focus();
    return true;
  };
  const close = (from) => {
    const open = from.closest("details[open]") || document.querySelector(".review-queue details[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  };

  document.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { begun ? begin("") : close(event.target); return; }
    if (typing(event.target) || !wanted.checked || event.key.length > 1) return;
    if (event.repeat || leaving) { event.preventDefault(); return; }
    const key = begun + event.key;
    if (press(key)) event.preventDefault();
    const more = !begun && buttons().some((one) => one.dataset.key.length === 2 && one.dataset.key[0] === key);
    begin(more ? key : "");
  });

  wanted.checked = !localStorage.getItem(OFF);
  wanted.addEventListener("change", () => {
    wanted.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes");
  });

  // Whoever cannot see the page change hears what came of the last decision, and is at the item.
  const came = document.querySelector(".errornote") || document.querySelector(".messagelist");
  if (came) { came.tabIndex = -1; came.focus({ preventScroll: true }); }
  document.querySelector(".review-queue .text mark")?.scrollIntoView({ block: "center" });
  window.scrollTo(0, 0);
})();
