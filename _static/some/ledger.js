// The ledger's filter: every word, chapter, verdict, evidence and kind that is asked for. What is
// asked stands in the address, so that a view can be shared and linked to.
(() => {
  const form = document.querySelector(".ledger-filter");
  const status = form.querySelector("output");
  const fields = [...form.querySelectorAll("input, select")];
  const entries = [...document.querySelectorAll(".claim-entry")];
  const texts = new Map();  // filled by the first search for words
  function textOf(entry) {
    if (!texts.has(entry)) {
      texts.set(entry, fold(`${entry.textContent} ${entry.dataset.words} ${entry.id}`));
    }
    return texts.get(entry);
  }
  const sections = [...document.querySelectorAll("section:has(> .cell .claim-entry)")];
  const inContents = (section) =>
    document.querySelector(`#pst-page-toc-nav a[href="#${section.id}"]`).parentElement;

  const fits = (entry, { words, ...choices }) =>
    wordsIn(words).every((word) => textOf(entry).includes(word))
    && Object.entries(choices).every(([name, choice]) =>
      !choice || entry.dataset[name].split(" ").includes(choice));

  // A link to one claim shows it, whatever else is asked for.
  const target = () => entries.find((entry) => entry.id === placeIn(location));

  function show() {
    const asked = Object.fromEntries(new FormData(form));
    const narrowed = Object.values(asked).some((value) => value.trim());
    const found = entries.filter((entry) => fits(entry, asked));
    const linked = target();
    for (const entry of entries) entry.hidden = entry !== linked && !found.includes(entry);
    for (const section of sections) {
      section.hidden = !section.querySelector(".claim-entry:not([hidden])");
      inContents(section).hidden = section.hidden;
    }
    const beside = linked && !found.includes(linked) ? ", and the one you followed a link to" : "";
    status.textContent = found.length
      ? `${found.length}${narrowed ? ` of ${entries.length}` : ""} claims${beside}`
      : `No claim fits all of that${beside}. Take a word or a choice away.`;
    form.querySelector("button").hidden = !narrowed;
  }

  function ask() {
    keepInAddress(new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim())));
    show();
  }

  function answer() {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) field.value = asked.get(field.name) || "";
    const unknown = fields.filter((field) => field.selectedIndex < 0);
    for (const field of unknown) field.value = "";
    show();
    for (const { name } of unknown) status.append(`; the address asks for no known ${name}`);
    target()?.scrollIntoView();
  }

  form.addEventListener("input", ask);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    fields[0].focus();
    setTimeout(ask);  // once the fields are empty
  });
  addEventListener("hashchange", () => {
    show();
    target()?.scrollIntoView();
  });
  answer();
})();
