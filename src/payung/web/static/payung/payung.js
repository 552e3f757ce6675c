// What HTML alone cannot do: no double send, keys for a queue, files that are dropped. Every page works without it.
"use strict";

// A form is sent once: the second click of a double click finds the button shut.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  // What comes back as a file leaves the page, and its button, where they are.
  if (form.method !== "post" || form.hasAttribute("hx-post") || form.hasAttribute("data-download")) return;
  form.dataset.sent = "1";
  setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((button) => { button.disabled = true; }));
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
  });
});

// data-key="s": pressing the key presses the button, where the focus is in the queue that holds it and nobody types. A key held down is one press.
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const button = event.target.closest("[data-keys]")?.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (button) { event.preventDefault(); button.click(); }
});

// data-drop: files dropped on the frame go into the file field inside it.
document.querySelectorAll("[data-drop]").forEach((frame) => {
  const field = frame.querySelector("input[type=file]");
  for (const name of ["dragenter", "dragover"]) frame.addEventListener(name, (event) => { event.preventDefault(); frame.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) frame.addEventListener(name, (event) => { event.preventDefault(); frame.classList.remove("over"); });
  frame.addEventListener("drop", (event) => { field.files = event.dataTransfer.files; field.dispatchEvent(new Event("change", { bubbles: true })); });
});

// data-print: opens the printer's dialogue.
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });

// A part of a page that could not be fetched or sent is said; silence would look like a decision that was taken.
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    const said = document.getElementById("messages"), words = document.getElementById("lost-line");
    if (said && words && !said.querySelector("[data-lost]")) said.append(words.content.cloneNode(true));
  });
}
document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && document.querySelectorAll("#messages [data-lost]").forEach((one) => one.remove()));

// A part that asks every second asks no more once it is told where to go: on a slow line each answer would begin the way anew.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const part = event.detail.elt;
  if (event.detail.xhr.getResponseHeader("HX-Redirect") && part.matches("[hx-trigger^=every]")) part.replaceWith(part.cloneNode(true));
});

// A part that asks again and again is put in only where it changed: a reader stands still otherwise. Who was on one of its links stays on it.
let held = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const part = event.detail.target;
  if (!part.matches("[hx-trigger^=every]") || !event.detail.shouldSwap) return;
  const fresh = new DOMParser().parseFromString(event.detail.serverResponse, "text/html").getElementById(part.id);
  if (fresh && fresh.innerHTML === part.innerHTML) { event.detail.shouldSwap = false; return; }
  held = part.contains(document.activeElement) ? { part: part.id, href: document.activeElement.getAttribute("href") } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (held && document.activeElement === document.body) {
    const part = document.getElementById(held.part);
    const same = held.href && part.querySelector(`[href="${CSS.escape(held.href)}"]`);
    if (!same) part.tabIndex = -1;
    (same || part).focus();
  }
  held = null;
});

// data-said: what a part that renews itself has to say. Only what is new is said, politely, and not more often than every five seconds.
const wordsNow = () => [...document.querySelectorAll("[data-said]")].map((one) => one.dataset.said);
const telling = { before: [], next: 0, waits: false };
const tellNew = () => {
  const now = wordsNow(), fresh = now.filter((words) => !telling.before.includes(words));
  telling.waits = false;
  telling.before = now;
  if (!fresh.length) return;
  document.getElementById("said").textContent = fresh.join(" ");
  telling.next = Date.now() + 5000;
};
document.addEventListener("DOMContentLoaded", () => { telling.before = wordsNow(); });
document.addEventListener("htmx:afterSettle", () => {
  if (telling.waits) return;
  telling.waits = true;
  setTimeout(tellNew, Math.max(0, telling.next - Date.now()));
});

// On a phone the menu scrolls: where one is, is in sight.
document.addEventListener("DOMContentLoaded", () => {
  const here = document.querySelector(".nav [aria-current]");
  if (here) { const list = here.closest("ul"); list.scrollLeft = here.offsetLeft - (list.clientWidth - here.offsetWidth) / 2; }
});
