// A bad line: an answer that did not arrive is held on the phone (row, answer, note; no name, no NIK) and sent when there is a signal.
// Photos are made small before they leave; one that did not arrive stays chosen in its form.
"use strict";
(() => {
  const PLACE = "payung-held", LONGEST = 1600;
  const note = (id, isShown) => { document.getElementById(id).hidden = !isShown; };
  const held = () => JSON.parse(localStorage.getItem(PLACE) || "[]");
  const keep = (all) => {
    localStorage.setItem(PLACE, JSON.stringify(all));
    note("held", all.length > 0);
    document.getElementById("held-count").textContent = all.length;
  };
  // The page that lies open knows the newest token: a held answer may be older than a new sign-in.
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  // The site answers a taken form with a redirect. Nothing else means "taken": a busy site is asked again, a refusal is shown.
  const send = async (url, body) => {
    body.set("csrfmiddlewaretoken", token());
    const answer = await fetch(url, { method: "POST", body, redirect: "manual", credentials: "same-origin" });
    if (answer.type === "opaqueredirect") return true;
    if (answer.status >= 500 || answer.status === 429) throw new Error("later");
    return false;
  };

  // A telephone's photo is 4 MB; what can be read on a card fits into a tenth of it, and where it was taken stays behind.
  const small = async (file) => {
    try {
      const picture = await createImageBitmap(file), scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const sheet = document.createElement("canvas");
      sheet.width = Math.round(picture.width * scale); sheet.height = Math.round(picture.height * scale);
      sheet.getContext("2d").drawImage(picture, 0, 0, sheet.width, sheet.height);
      const made = await new Promise((done) => sheet.toBlob(done, "image/jpeg", 0.85));
      return made && made.size < file.size ? new File([made], "foto.jpg", { type: "image/jpeg" }) : file;
    } catch { return file; }
  };

  const goTo = (heading) => { if (heading) { heading.tabIndex = -1; heading.focus(); } };
  const plainly = (form, button) => { form.hidden = false; form.removeAttribute("data-hold"); form.requestSubmit(button); };
  const isDone = () => !document.querySelector("form[data-hold]:not([hidden])") && !held().length;

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (!form.hasAttribute("data-hold") || !button) return;
    const answer = button.value, said = form.elements.note ? form.elements.note.value : "";
    const photo = form.querySelector("input[type=file]"), file = photo && photo.files[0];
    // What needs a note that is missing: the server says so.
    if (!answer || (answer === "corrected" && !said)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.hidden = true;
    // Who answers by keys or by ear goes on with the next person.
    goTo(document.querySelector("form[data-hold]:not([hidden]) h2"));
    const body = new FormData();
    body.set("answer", answer);
    body.set("note", said);
    if (file) body.set("photo", await small(file), "foto.jpg");
    try {
      if (!(await send(form.action, body))) { plainly(form, button); return; }
      note("held-photo", false);
    } catch {
      if (file) { form.hidden = false; note("held-photo", true); button.focus(); return; }
      keep([...held().filter((other) => other.url !== form.action), { url: form.action, answer, note: said }]);
    }
    if (isDone()) location.reload();
  }, true);

  const again = async () => {
    for (const one of held()) {
      try {
        // Refused for good (somebody settled it, the errand is over): the page says what is still open.
        if (!(await send(one.url, new URLSearchParams({ answer: one.answer, note: one.note })))) return;
      } catch { return; }
      keep(held().filter((other) => other.url !== one.url));
    }
    if (isDone()) location.reload();
  };
  window.addEventListener("online", again);
  setInterval(() => { if (held().length) again(); }, 10000);
  document.addEventListener("DOMContentLoaded", () => { keep(held()); if (held().length) again(); });
})();
