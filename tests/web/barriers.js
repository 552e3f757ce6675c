// What axe does not ask of a page: returns every rule that is broken, in words. Nothing on the page is changed but the focus, which is put back.
() => {
  const wrong = [], all = (what) => [...document.querySelectorAll(what)], is_seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const short = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const text = (ids) => (ids || "").split(/\s+/).map((id) => document.getElementById(id)?.textContent.trim() ?? "").join(" ").trim();
  const name = (one) => (one.getAttribute("aria-label") || text(one.getAttribute("aria-labelledby")) || "").trim();

  // The title says which page, and the headings are an outline of it.
  if (!/\S+.* · Payung$/.test(document.title)) wrong.push(`title: ${document.title}`);
  const headings = all("h1,h2,h3,h4,h5,h6").filter(is_seen);
  if (headings.filter((one) => one.tagName === "H1").length !== 1 || headings[0].tagName !== "H1") wrong.push("not one h1 before all other headings");
  headings.forEach((one, at) => {
    if (!one.textContent.trim()) wrong.push(`empty heading ${short(one)}`);
    if (at && one.tagName[1] - headings[at - 1].tagName[1] > 1) wrong.push(`a level is left out before ${short(one)}`);
  });

  // Landmarks of a kind are told apart by their names.
  const names = all("nav").filter(is_seen).map(name);
  if (names.some((one) => !one) || new Set(names).size !== names.length) wrong.push(`navigation: ${names.join(" | ")}`);

  // A table has a name, its headings say what they head, and each of its rows can be told by one.
  for (const table of all("main table").filter(is_seen)) {
    if (!name(table) && !table.caption?.textContent.trim()) wrong.push(`table without a name ${short(table)}`);
    for (const head of table.querySelectorAll("th")) {
      if (!head.scope) wrong.push(`heading without scope ${short(head)}`);
      if (!head.textContent.trim()) wrong.push(`empty heading of a table ${short(head)}`);
    }
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    if (rows.length > 1 && rows.some((row) => row.cells.length > 1 && !row.querySelector("th[scope=row]"))) wrong.push(`rows without a heading: ${name(table) || table.caption.textContent}`);
  }

  // A link that is a bare figure says nothing where links are listed.
  for (const link of all("main a[href]").filter(is_seen)) {
    const said = name(link) || link.textContent;
    if (!/\p{L}/u.test(said)) wrong.push(`link that is a figure alone ${short(link)}`);
  }

  // What is wrong with a field is read with the field.
  for (const field of all("[aria-invalid=true]")) {
    if (!text(field.getAttribute("aria-describedby"))) wrong.push(`mistake without words ${short(field)}`);
  }
  // Numbers and names that somebody copies may be pasted.
  for (const field of all("[onpaste]")) wrong.push(`paste is watched ${short(field)}`);

  // Nobody is read the same every second, and nobody is sent away by a clock.
  for (const part of all("[hx-trigger^=every]")) {
    if (part.closest("[role=status],[role=alert],[role=log],[aria-live]") || part.querySelector("[role=status],[role=alert],[aria-live]")) wrong.push(`chatter ${short(part)}`);
  }
  if (/http-equiv="?refresh/i.test(document.head.innerHTML)) wrong.push("the page reloads itself");

  // One-key shortcuts belong to a part that has the focus.
  for (const button of all("[data-key]")) if (!button.closest("[data-keys]")) wrong.push(`key without its queue ${short(button)}`);

  // Everything that can be reached shows that it is: an outline of 2 px and 3 : 1 against what is around it, in the window, under nothing.
  const light = (colour) => {
    const [red, green, blue] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const before = document.activeElement, at = [scrollX, scrollY];
  const reached = all("a[href],button,input,select,textarea,summary,[tabindex]").filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && is_seen(one));
  for (const one of reached) {
    if (one.tabIndex > 0) wrong.push(`order of its own ${short(one)}`);
    one.focus({ focusVisible: true });
    if (document.activeElement !== one) { wrong.push(`not reached ${short(one)}`); continue; }
    const style = getComputedStyle(one), width = parseFloat(style.outlineWidth), around = ground(parseFloat(style.outlineOffset) < 0 ? one : one.parentElement);
    const [low, high] = [light(parts(style.outlineColor)), light(around)].sort((a, b) => a - b);
    if (style.outlineStyle === "none" || width < 2 || (high + 0.05) / (low + 0.05) < 3) wrong.push(`focus not seen ${short(one)}`);
    const box = one.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) wrong.push(`focus out of sight ${short(one)}`);
    else {
      const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 1), innerWidth - 1), y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
      const above = document.elementFromPoint(x, y);
      if (above && !one.contains(above) && !above.contains(one)) wrong.push(`focus under ${short(above)}: ${short(one)}`);
    }
  }
  before && before !== document.body ? before.focus({ preventScroll: true }) : document.activeElement.blur();
  scrollTo(...at);
  return wrong;
}
