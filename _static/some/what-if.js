// What-if panels. A panel carries the formulas of its conclusion; here they are evaluated as the
// reader moves the inputs, and written as book1688/quantity/text.py writes them.
(() => {
  const OPERATIONS = {
    Add: (...parts) => parts.reduce((sum, part) => sum + part),
    Mul: (...parts) => parts.reduce((product, part) => product * part),
    Pow: Math.pow,
    log: Math.log,
    exp: Math.exp,
  };

  function evaluate(formula, inputs) {
    if (typeof formula === "number") return formula;
    if (typeof formula === "string") return inputs[formula];
    const [operation, ...parts] = formula;
    return OPERATIONS[operation](...parts.map((part) => evaluate(part, inputs)));
  }

  const settled = (value) => Number(value.toPrecision(12));

  function write(value, { spec, currency }) {
    const [, plus, comma, digits, kind] = /^(\+?)(,?)\.(\d)([%fs])$/.exec(spec);
    const short = kind === "s";
    const large = short && Math.abs(value.toPrecision(digits)) >= 1e6;
    const form = short
      ? { maximumSignificantDigits: digits, useGrouping: true, notation: large ? "compact" : "standard" }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: Boolean(comma) };
    let text = new Intl.NumberFormat("en", {
      ...form,
      compactDisplay: "long",
      style: kind === "%" ? "percent" : "decimal",
      signDisplay: plus ? "always" : "auto",
    }).format(value.toPrecision(12));
    if (!/[1-9]/.test(text)) text = text.replace(/^[+-]/, "");
    const less = text.startsWith("-");
    return (less ? "−" : "") + (short ? currency : "") + (less ? text.slice(1) : text);
  }

  const within = (value, [low, high]) => low <= value && value <= high;
  const place = (value, [first, last]) =>
    `${100 * Math.min(Math.max((value - first) / (last - first), 0), 1)}%`;

  // ---- The state of all panels lives in the address: #recapture.fee=0.03&recapture.size=2 ----

  const asked = () => new URLSearchParams(location.hash.slice(1));

  function open(panel) {
    const told = JSON.parse(panel.dataset.whatIf);
    const find = (selector) => panel.querySelector(selector);
    const rows = told.inputs.map((input) => {
      const row = find(`[data-name="${input.name}"]`);
      return { ...input, row, slider: row.querySelector("input"), line: row.querySelector("line") };
    });
    const [reset, share, status] = [".reset", ".share", "[role=status]"].map(find);
    let state = {};

    const changed = () => rows.filter(({ name, value }) => state[name] !== value)
      .map(({ name }) => [`${told.slug}.${name}`, state[name]]);

    function show() {
      const answer = settled(evaluate(told.formula, state));
      const number = Number.isFinite(answer) ? write(answer, told) : "No number";
      find(".says strong").textContent = number;
      find(".turns b").textContent = answer >= told.threshold ? told.above : told.below;
      find(".now").setAttribute("cx", place(answer, told.limits));
      let beyond = false;
      for (const { name, bounds, limits, turning, row, slider, line, ...input } of rows) {
        const value = state[name];
        const text = write(value, input);
        slider.value = value;
        slider.setAttribute("aria-valuetext", text);
        row.querySelector("output").textContent = text;
        const out = !within(settled(value), bounds.map(settled));
        row.classList.toggle("beyond", out);
        row.querySelector(".side").textContent = out ? "beyond the bounds" : "bounds";
        beyond ||= out;
        const at = turning === null ? NaN : settled(evaluate(turning, state));
        const can = within(at, limits);
        line.setAttribute("visibility", can ? "visible" : "hidden");
        if (can) for (const end of ["x1", "x2"]) line.setAttribute(end, place(at, limits));
        row.querySelector(".turning").textContent = can
          ? `turns the answer ${settled(value) < at ? "above" : "below"} ${write(at, input)}`
          : "cannot turn the answer alone";
      }
      find(".turns span").textContent = beyond ? "Beyond the stated bounds." : "";
      reset.disabled = !changed().length;
      status.textContent = "";
    }

    function load() {
      const wanted = asked();
      state = Object.fromEntries(rows.map(({ name, value, limits: [first, last] }) => {
        const given = parseFloat(wanted.get(`${told.slug}.${name}`));
        return [name, Number.isNaN(given) ? value : Math.min(Math.max(given, first), last)];
      }));
      show();
      return changed().length > 0;
    }

    for (const { name, slider } of rows) {
      slider.addEventListener("input", () => {
        state[name] = settled(slider.valueAsNumber);
        show();
        keep();
      });
    }
    reset.addEventListener("click", () => {
      for (const { name, value } of rows) state[name] = value;
      show();
      keep();
    });
    share.addEventListener("click", async () => {
      const link = new URL(`#${new URLSearchParams(changed())}`, location.href).href;
      try {
        await navigator.clipboard.writeText(link);
        status.textContent = "Link copied.";
      } catch {
        status.textContent = "The link is in the address bar.";
      }
    });
    for (const control of panel.querySelectorAll("[hidden]")) control.hidden = false;
    return { panel, load, changed };
  }

  const panels = [...document.querySelectorAll("[data-what-if]")].map(open);

  // Some browsers refuse an address that changes too often, so it follows when the reader rests.
  let timer = 0;
  function keep() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const state = new URLSearchParams(panels.flatMap(({ changed }) => changed()));
      history.replaceState(null, "", `${location.pathname}${location.search}${state.size ? `#${state}` : ""}`);
    }, 200);
  }

  const load = () => panels.filter((one) => one.load())[0]?.panel;
  const moved = load();
  const [arrival] = performance.getEntriesByType("navigation");
  if (moved && arrival?.type === "navigate") moved.scrollIntoView();
  addEventListener("hashchange", load);
})();
