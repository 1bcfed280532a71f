// What scripts add to pages that read without them: code shown and hidden, numbers, claims
// and dates that open in their sentence, and figures that can be enlarged, read and kept as images.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// The id that a link or the location names; "" for one that cannot be read.
function placeIn({ hash }) {
  try { return decodeURIComponent(hash.slice(1)); } catch { return ""; }
}

// Words as they are compared, however typed or pasted: width, case, accents, quotation marks, hyphens
// and kinds of spaces aside. A Korean syllable stays whole.
const fold = (text) => text.normalize("NFKD")
  .replace(/[\p{M}\p{Cf}\p{Pd}\p{Pi}\p{Pf}−"'`´ʼ′″‚„「」『』《》〈〉]/gu, "")
  .replace(/\s+/g, " ").normalize("NFC").toLowerCase();
const wordsIn = (asked) => fold(asked).split(" ").filter(Boolean);

// What a reader asks for stands in the address, where the browser lets it.
function keepInAddress(asked) {
  const query = `${asked}`;
  const address = `${query ? `?${query}` : location.pathname}${location.hash}`;
  try { history.replaceState(null, "", address); } catch {}
}

// One at a time, so that the page answers between them.
function inTurn([first, ...rest], act) {
  if (!first) return;
  act(first);
  setTimeout(inTurn, 0, rest, act);
}

/* ---- Code: one switch a page, and set-up cells that open with the output they lead to ---- */

function setUpCells(cell) {
  const found = [];
  let before = cell.previousElementSibling;
  while (before?.matches("div.cell:not(:has(> div.cell_output))")) {
    found.push(before);
    before = before.previousElementSibling;
  }
  return found;
}

// What is read now: the first text, table or figure from a third of the screen on.
function readNow() {
  for (let y = innerHeight / 3; y < innerHeight; y += 20) {
    const found = document.elementFromPoint(innerWidth / 2, y)?.closest(".bd-article :is(p, figure, table, h2, h3)");
    if (found) return found;
  }
  return null;
}

function foldCode() {
  const folds = all("div.cell > details.hide");
  for (const fold of folds) {
    fold.querySelector("summary").removeAttribute("aria-label");  // its words say it better
    if (!fold.parentElement.querySelector("div.cell_output")) continue;
    fold.addEventListener("toggle", () => {
      for (const cell of setUpCells(fold.parentElement)) {
        cell.querySelector("details.hide").open = fold.open;
      }
    });
  }
  const button = document.querySelector(".code-switch");
  if (!button) return;
  let open = false;
  button.addEventListener("click", () => {
    const read = readNow();
    const before = read?.getBoundingClientRect().top;
    open = !open;
    for (const fold of folds) fold.open = open;
    if (read) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" });
    button.textContent = open ? "Hide all code" : "Show all code";
  });
}

/* ---- Numbers, claims and dates: a panel beside the link with what stands behind it ---- */

const MOST_INPUTS = 4;
const PATIENCE = { show: 150, hide: 250 };  // milliseconds that a pointer rests or strays
const WITH_PANEL = "a.number, a.claim:not(table.claims *), a.event, a.term";
const FURTHER = [["number", "To the workings"], ["claim", "To the ledger"], ["event", "To the source"], ["term", "To the glossary"]];
const HERE = document.currentScript.src;

// A file of data beside this script, for what a reader asks for.
const loadData = (name) => new Promise((resolve, reject) => {
  const script = make("script", { src: new URL(name, HERE).href });
  script.addEventListener("load", resolve);
  script.addEventListener("error", reject);
  document.head.append(script);
});

// The workings are on the page; claims, events and terms come when one is first asked for.
const loadPreviews = (() => {
  let loading;
  return () => loading ??= loadData("previews.js").then(() => previews, () => ({}));
})();

function numberPreview(row) {
  const how = all(".formula, .where:has(a)", row).map((step) => make("p", { className: step.className }, step.textContent));
  const inputs = row.querySelector(".inputs").cloneNode(true);
  for (const link of all("a", inputs)) {
    const [origin] = link.matches(".input") ? all(".origin", document.getElementById(placeIn(link))) : [];
    if (origin) link.closest("li").append(make("span", { className: "origin" }, origin.textContent));
    link.replaceWith(...link.childNodes);
  }
  const more = inputs.children.length - MOST_INPUTS;
  all(`li:nth-child(n + ${MOST_INPUTS + 1})`, inputs).forEach((item) => item.remove());
  if (more > 0) inputs.append(make("li", {}, `and ${more} more`));
  return [
    make("p", { className: "panel-name" }, row.querySelector("th").textContent),
    make("p", {}, ...[".value", ".bounds"].flatMap((part) => [row.querySelector(part).cloneNode(true), " "])),
    ...how,
    inputs,
  ];
}

// The panel's content for a link; nothing where there is none.
async function previewOf(link) {
  const place = placeIn(link);
  if (link.matches(".number")) {
    const row = document.getElementById(place);
    return row && numberPreview(row);
  }
  const date = link.querySelector("time")?.dateTime;
  const html = (await loadPreviews())[date ? `${place} ${date}` : place];
  return html && all("body > *", new DOMParser().parseFromString(html, "text/html"));
}

function openLinks() {
  if (!HTMLElement.prototype.showPopover) return;
  const panel = make("div", { id: "link-panel", popover: "manual" });
  let wanted = null;
  let shown = null;
  let timer = 0;
  let touched = false;

  function place(link) {
    const spot = link.getBoundingClientRect();
    const most = document.documentElement.clientWidth - panel.offsetWidth - 8;
    const room = { above: spot.top - 12, below: innerHeight - spot.bottom - 12 };
    panel.style.maxHeight = `${Math.min(0.6 * innerHeight, Math.max(room.above, room.below))}px`;
    const fitsBelow = panel.offsetHeight <= room.below || room.below >= room.above;
    const top = fitsBelow ? spot.bottom + 6 : spot.top - panel.offsetHeight - 6;
    panel.style.left = `${scrollX + Math.max(8, Math.min(spot.left, most))}px`;
    panel.style.top = `${scrollY + top}px`;
  }

  function hide() {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    wanted = shown = null;
    panel.remove();
  }

  // A pointer or the keyboard gets a tooltip, whose link is the one it explains; a finger has used
  // up its tap, so it gets a small dialog with the link inside.
  async function show(link, byTouch = false) {
    clearTimeout(timer);
    if (shown === link) return;
    hide();
    wanted = link;
    const content = await previewOf(link);
    if (wanted !== link) return;  // the reader has moved on
    if (!content && byTouch) location.assign(link.href);
    if (!content) return;
    panel.replaceChildren(...content);
    const [, further] = FURTHER.find(([kind]) => link.classList.contains(kind));
    if (byTouch) panel.prepend(make("p", {}, make("a", { href: link.getAttribute("href") }, further)));
    panel.role = byTouch ? "dialog" : "tooltip";
    panel.ariaLabel = byTouch ? `What stands behind ${link.textContent}` : null;
    if (!byTouch) link.setAttribute("aria-describedby", panel.id);
    link.after(panel);
    panel.showPopover();
    place(link);
    shown = link;
  }

  const wait = (act, time) => {
    clearTimeout(timer);
    timer = setTimeout(act, time);
  };
  const linkAt = (event) => event.target.closest?.(WITH_PANEL);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkAt(event);
    if (link) wait(() => show(link), PATIENCE.show);
    else if (panel.contains(event.target)) clearTimeout(timer);
    else if ((shown || wanted) !== document.activeElement) wait(hide, PATIENCE.hide);
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (!panel.contains(event.target) && !linkAt(event)) hide();
  });
  document.addEventListener("click", (event) => {
    const link = linkAt(event);
    if (link && touched && event.detail) {  // a key press has no detail and follows the link
      event.preventDefault();
      if (shown === link) hide();
      else show(link, true);
    } else if (link || event.target.closest?.("#link-panel a")) hide();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkAt(event);
    if (link?.matches(":focus-visible") && !touched) show(link);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === (shown || wanted) && !panel.contains(event.relatedTarget)) hide();
  });
  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key !== "Escape" || !shown) return;
    if (panel.contains(document.activeElement)) shown.focus();
    hide();
  });
}

/* ---- Figures ---- */

const NEAR = 32;  // CSS pixels between the pointer and a mark that it means

// Marks carry their words as a <title>; a readout that answers at once replaces the slow tooltip.
function readOut(plot) {
  for (const title of all("title", plot)) {
    title.parentElement.dataset.said = title.textContent;
    title.remove();
  }
  const marks = all("[data-said]", plot);
  if (!marks.length) return;
  const words = make("p", { className: "readout", role: "status" });
  let at = -1;

  function show(index) {
    marks[at]?.classList.remove("lit");
    at = index;
    words.hidden = at < 0;
    if (at < 0) return;
    marks[at].classList.add("lit");
    words.textContent = marks[at].dataset.said;
    const mark = marks[at].getBoundingClientRect();
    const frame = plot.getBoundingClientRect();
    const turned = getComputedStyle(plot).rotate !== "none";  // its right is then the screen's foot
    const [middle, top, width] = turned
      ? [mark.top + mark.height / 2 - frame.top, frame.right - mark.right, frame.height]
      : [mark.left + mark.width / 2 - frame.left, mark.top - frame.top, frame.width];
    words.style.left = `${Math.max(0, Math.min(middle - words.offsetWidth / 2, width - words.offsetWidth))}px`;
    words.style.top = `${top - words.offsetHeight - 6}px`;
  }

  function seek(event) {
    const far = marks.map((mark) => {
      const box = mark.getBoundingClientRect();
      const across = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
      return Math.hypot(across, Math.max(box.top - event.clientY, 0, event.clientY - box.bottom));
    });
    const nearest = far.indexOf(Math.min(...far));
    show(far[nearest] <= NEAR ? nearest : -1);
  }

  plot.append(words);
  plot.tabIndex = 0;
  plot.role = "group";
  plot.ariaLabel = "Values, one by one with the arrow keys";
  plot.addEventListener("pointerdown", seek);
  plot.addEventListener("pointermove", seek);
  plot.addEventListener("pointerleave", (event) => event.pointerType === "touch" || show(-1));
  plot.addEventListener("blur", () => show(-1));
  plot.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) show((Math.max(at, step < 0 ? 0 : -1) + step + marks.length) % marks.length);
    if (step) event.preventDefault();
    if (event.key === "Escape") show(-1);
  });
  show(-1);
}

const broad = (text) => text.length + (text.match(/[\u2e80-\uffff]/g) ?? []).length;  // Chinese counts twice

function wrapped(text, most) {
  return text.split(/\s+/).reduce((lines, word) => {
    const last = lines.length - 1;
    if (last >= 0 && broad(`${lines[last]} ${word}`) <= most) lines[last] += ` ${word}`;
    else lines.push(word);
    return lines;
  }, []);
}

const HALO = { "paint-order": "stroke", "stroke": "var(--paper,#fff)", "stroke-width": "3px", "stroke-linejoin": "round" };

// A figure as a file of its own: the reader's theme resolved, the title above, the sources below.
function standalone(figure) {
  const theme = getComputedStyle(document.documentElement);
  const svg = figure.querySelector(".plot.wide svg").cloneNode(true);
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const lines = (text, size, weight) => wrapped(text, width / size / (weight === "bold" ? 0.66 : 0.56)).map((words) => ({ words, size, weight }));
  const provenance = figure.querySelector(".provenance");
  const told = [figure.querySelector(".note"), provenance].map((part) => part?.textContent ?? "")
    .map((text) => text.replace(/ \((\d{1,2}(, )?)+\)/g, ""));  // numbers that are links, on the page
  const words = (part) => figure.querySelector(`figcaption ${part}`)?.textContent ?? "";
  const above = [...lines(words(".title"), 13, "bold"), ...lines(words(".measure"), 10, "normal")];
  const below = lines([...told, document.title].join(" ").trim(), 8, "normal");
  for (const text of all("text", svg)) {
    if (text.matches('[fill^="var(--c-page"]')) continue;
    for (const [name, value] of Object.entries(HALO)) text.setAttribute(name, value);
  }
  const put = (rows, top) => rows.reduce((y, { words, size, weight }) => {
    const text = document.createElementNS(svg.namespaceURI, "text");
    const set = { x: 0, y: y + size, "font-size": `${size}px`, "font-weight": weight, fill: "currentColor" };
    for (const [name, value] of Object.entries(set)) text.setAttribute(name, value);
    text.textContent = words;
    svg.append(text);
    return y + size * 1.3;
  }, top);
  const start = -above.reduce((high, { size }) => high + size * 1.3, 14);
  put(above, start);
  const end = put(below, height + 10);
  const box = { x: -12, y: start - 12, width: width + 24, height: end - start + 24 };
  const paper = document.createElementNS(svg.namespaceURI, "rect");
  for (const [name, value] of Object.entries({ ...box, fill: "var(--paper,#fff)" })) paper.setAttribute(name, value);
  svg.prepend(paper);
  svg.setAttribute("viewBox", Object.values(box).join(" "));
  svg.setAttribute("width", Math.round(box.width * 2));
  svg.setAttribute("height", Math.round(box.height * 2));
  svg.setAttribute("font-family", "-apple-system, 'Segoe UI', 'Helvetica Neue', Arial, system-ui, sans-serif");
  svg.setAttribute("fill", "currentColor");
  return new XMLSerializer().serializeToString(svg)
    .replace(/var\((--[\w-]+),\s*([^)]+)\)/g, (_, name, other) => theme.getPropertyValue(name).trim() || other)
    .replaceAll("currentColor", theme.getPropertyValue("--ink").trim());
}

function enlarge(figure) {
  const slug = figure.id.replace("fig-", "");
  const plot = figure.querySelector(".plot.wide").cloneNode(true);
  const svg = plot.querySelector("svg");
  svg.outerHTML = svg.outerHTML.replaceAll(`${slug}-wide-`, `${slug}-large-`);  // no id twice
  plot.querySelector(".readout")?.remove();
  const title = make("h2", { id: "enlarged-title" }, figure.querySelector("figcaption").textContent);
  const close = make("button", { type: "button", className: "close" }, "Close");
  const frame = make("div", { className: "frame" }, plot);
  const more = make("p", { className: "more" }, "Turn the phone to read it.");
  const dialog = make("dialog", { className: "enlarged" }, close, title, more, frame);
  dialog.setAttribute("aria-labelledby", title.id);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  readOut(plot);
}

function openFigure(figure) {
  all(".plot", figure).forEach(readOut);
  const name = `${figure.id.replace("fig-", "")}.svg`;
  const image = make("a", { className: "download image", download: name, href: "#" }, "Image");
  image.addEventListener("click", () => {
    image.href = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(figure))}`;
  });
  const button = make("button", { type: "button", className: "enlarge" }, "Enlarge");
  button.addEventListener("click", () => enlarge(figure));
  figure.querySelector(".actions").append(" ", image, " ", button);
}

/* ---- Folds: opened by a link that leads into them, and for paper ---- */

function openFolds() {
  const openTo = (place) => {
    const inside = document.getElementById(place);
    for (let fold = inside; fold; fold = fold.parentElement?.closest("details")) fold.open = true;
    return inside;
  };
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href^='#']");
    if (link) openTo(placeIn(link));
  }, { capture: true });
  addEventListener("hashchange", () => openTo(placeIn(location)));
  if (location.hash) openTo(placeIn(location))?.scrollIntoView();
  addEventListener("beforeprint", () => {
    for (const fold of all(".fold > details")) fold.open = true;
  });
}

document.addEventListener("DOMContentLoaded", () => {
  const figures = all("figure.exhibit:has(> .plot)").map((figure) => () => openFigure(figure));
  setTimeout(inTurn, 0, [openFolds, foldCode, openLinks, ...figures], (act) => act());
});
