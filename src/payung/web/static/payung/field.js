// A bad line: an answer that cannot be sent is held on the phone (row, answer, note; no name, no NIK) and sent when there is a signal.
"use strict";
(() => {
  const PLACE = "payung-held";
  const held = () => JSON.parse(localStorage.getItem(PLACE) || "[]");
  const keep = (all) => {
    localStorage.setItem(PLACE, JSON.stringify(all));
    const note = document.getElementById("held");
    note.hidden = all.length === 0;
    document.getElementById("held-count").textContent = all.length;
  };
  const send = (one) => fetch(one.url, { method: "POST", body: new URLSearchParams(one.body), redirect: "manual", credentials: "same-origin" });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-hold")) return;
    const photo = form.querySelector("input[type=file]");
    const answer = event.submitter && event.submitter.value;
    // A photo goes the plain way; so does whatever needs a note that is missing: the server says so.
    if ((photo && photo.files.length) || !answer || (answer === "corrected" && !form.elements.note.value)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const one = { url: form.action, body: { csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, answer, note: form.elements.note.value } };
    form.hidden = true;
    try {
      await send(one);
    } catch {
      keep([...held().filter((other) => other.url !== one.url), one]);
    }
    if (!document.querySelector("form[data-hold]:not([hidden])") && !held().length) location.reload();
  }, true);

  const again = async () => {
    for (const one of held()) {
      try { await send(one); } catch { return; }
      keep(held().filter((other) => other.url !== one.url));
    }
    if (!document.querySelector("form[data-hold]:not([hidden])")) location.reload();
  };
  window.addEventListener("online", again);
  setInterval(() => { if (held().length) again(); }, 10000);
  document.addEventListener("DOMContentLoaded", () => { keep(held()); if (held().length) again(); });
})();
