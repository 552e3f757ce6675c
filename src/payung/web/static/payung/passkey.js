// Passkeys: between the browser's own dialogue and a form. data-passkey: "add" makes one, "use" proves with one, "sign-in" asks which account.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (all) => (all || []).map((one) => ({ ...one, id: bytes(one.id) }));

  // What a device answers, as the server reads it.
  const told = (made) => {
    const said = { clientDataJSON: text(made.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) said[name] = text(made.response[name]);
    }
    if (made.response.getTransports) said.transports = made.response.getTransports();
    return { id: made.id, rawId: text(made.rawId), type: made.type, response: said, clientExtensionResults: made.getClientExtensionResults() };
  };

  const make = (asked, alone) => {
    const key = { ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: known(asked.excludeCredentials) };
    // A key that signs in alone is kept by the device, and opens with a fingerprint, a face or a PIN.
    key.authenticatorSelection = { ...asked.authenticatorSelection, residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
    if (alone) key.authenticatorSelection.userVerification = "required";
    return navigator.credentials.create({ publicKey: key });
  };
  const use = (asked) => navigator.credentials.get({ publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) } });

  const written = () => JSON.parse(document.getElementById("passkey-data").textContent);
  const ways = {
    add: (form) => make(written().creation_options.publicKey, form.elements.passwordless.checked),
    use: () => use(written().request_options.publicKey),
    "sign-in": async (form) => {
      const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.statusText);
      return use((await answer.json()).request_options.publicKey);
    },
  };
  const REASONS = { SecurityError: "place", InvalidStateError: "known" };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.passkey || form.elements.credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const tell = (reason) => form.querySelectorAll("[data-passkey-wrong]").forEach((note) => { note.hidden = note.dataset.passkeyWrong !== reason; });
    tell("");
    if (!window.isSecureContext) return tell("place");
    if (!window.PublicKeyCredential) return tell("none");
    try {
      form.elements.credential.value = JSON.stringify(told(await ways[form.dataset.passkey](form)));
    } catch (wrong) {
      return tell(REASONS[wrong.name] || "other");
    }
    form.requestSubmit();
  }, true);
})();
