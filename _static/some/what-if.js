// What-if panels. A panel carries the formulas of its conclusion; here they are evaluated as the
// reader moves the inputs, and written as book1688/quantity/text.py writes them.
setTimeout(() => {
  const OPERATIONS = {
    Add: (...parts) => parts.reduce((sum, part) => sum + part),
    Mul: (...parts) => parts.reduce((product, part) => product * part),
    Pow: Math.pow,
    log: Math.log,
  };

  function evaluate(formula, inputs) {
    if (typeof formula === "number") return formula;
    if (typeof formula === "string") return inputs[formula];
    const [operation, ...parts] = formula;
    return OPERATIONS[operation](...parts.map((part) => evaluate(part, inputs)));
  }

  const FIXED = { m: [1e6, " million"], b: [1e9, " billion"], t: [1e12, " trillion"] };
  const formats = {};  // kept, because making one takes long
  const settled = (value) => Number(value.toPrecision(12));

  function write(value, { spec, currency }) {
    const [, plus, comma, digits, kind] = /^(\+?)(,?)\.(\d)([%fsmbt])$/.exec(spec);
    const short = kind === "s";
    const [scale, suffix] = FIXED[kind] ?? [1, ""];
    const large = short && Math.abs(value.toPrecision(digits)) >= 1e6;
    const form = short
      ? { maximumSignificantDigits: digits, useGrouping: true, notation: large ? "compact" : "standard" }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: Boolean(comma) };
    const wanted = {
      ...form,
      compactDisplay: "long",
      style: kind === "%" ? "percent" : "decimal",
      signDisplay: plus ? "always" : "auto",
    };
    const known = JSON.stringify(wanted);
    formats[known] ??= new Intl.NumberFormat("en", wanted);
    let text = formats[known].format((value / scale).toPrecision(12));
    if (!/[1-9]/.test(text)) text = text.replace(/^[+-]/, "");
    const less = text.startsWith("-");
    return (less ? "−" : "") + (short || suffix ? currency : "") + (less ? text.slice(1) : text) + suffix;
  }

  // Arrow keys move by one in the last digit shown, and stop on the way at the book's value and at
  // its bounds, which may lie between two steps.
  const ARROWS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

  function stepped(from, step, { value, bounds, limits }) {
    const stops = [value, ...bounds, ...limits, from + step].map(settled);
    return step > 0
      ? Math.min(...stops.filter((stop) => stop > from), limits[1])
      : Math.max(...stops.filter((stop) => stop < from), limits[0]);
  }

  const within = (value, [low, high]) => low <= value && value <= high;
  const place = (value, [first, last]) =>
    `${100 * Math.min(Math.max((value - first) / (last - first), 0), 1)}%`;

  // ---- The state of all panels lives in the address: ?recapture.fee=0.03&recapture.size=2 ----

  const asked = new URLSearchParams(location.search);

  function open(panel) {
    const told = JSON.parse(panel.dataset.whatIf);
    const find = (selector) => panel.querySelector(selector);
    const rows = told.inputs.map((input) => {
      const row = find(`[data-name="${input.name}"]`);
      return { ...input, row, slider: row.querySelector("input"), line: row.querySelector("line") };
    });
    const [reset, share, status] = [".reset", ".share", "[role=status]"].map(find);
    const [least, most] = [".least", ".most"].map(find);
    const ends = [least, most].map((end) => end.textContent.replace(/^.*(?:under|over) | →$/g, ""));
    let state = {};

    const changed = () => rows.filter(({ name, value }) => settled(state[name]) !== settled(value))
      .map(({ name }) => [`${told.slug}.${name}`, state[name]]);

    function show() {
      const answer = settled(evaluate(told.formula, state));
      const number = Number.isFinite(answer) ? write(answer, told) : "No number";
      find(".says strong").textContent = number;
      find(".turns b").textContent = answer >= told.threshold ? told.above : told.below;
      find(".now").setAttribute("cx", place(answer, told.limits));
      least.textContent = (answer < told.limits[0] ? "← off the scale, under " : "") + ends[0];
      most.textContent = answer > told.limits[1] ? `off the scale, over ${ends[1]} →` : ends[1];
      let beyond = false;
      for (const { name, bounds, limits, turning, row, slider, line, ...input } of rows) {
        const value = state[name];
        const text = write(value, input);
        slider.value = value;
        slider.setAttribute("aria-valuetext", text);
        row.querySelector("output").textContent = text;
        const out = !within(settled(value), bounds.map(settled));
        row.classList.toggle("beyond", out);
        row.querySelector(".side").textContent = out ? ", now outside" : "";
        beyond ||= out;
        const at = turning === null ? NaN : settled(evaluate(turning, state));
        const can = within(at, limits);
        line.setAttribute("visibility", can ? "visible" : "hidden");
        if (can) for (const end of ["x1", "x2"]) line.setAttribute(end, place(at, limits));
        row.querySelector(".turning").textContent = can
          ? `The answer changes ${settled(value) < at ? "above" : "below"} ${write(at, input)}`
            + (within(at, bounds.map(settled)) ? "." : ", outside this range.")
          : "Alone, it does not change the answer.";
      }
      find(".turns span").textContent = beyond ? "Outside the stated ranges." : "";
      reset.disabled = !changed().length;
      status.textContent = "";
    }

    function move(moved) {
      Object.assign(state, moved);
      show();
      keep();
    }

    for (const { name, slider, ...input } of rows) {
      slider.addEventListener("input", () => move({ [name]: settled(slider.valueAsNumber) }));
      slider.addEventListener("keydown", (event) => {
        const way = ARROWS[event.key];
        if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        move({ [name]: stepped(settled(state[name]), way * slider.step, input) });
      });
    }
    reset.addEventListener("click", () => {
      move(Object.fromEntries(rows.map(({ name, value }) => [name, value])));
    });
    share.addEventListener("click", async () => {
      const link = new URL(`?${new URLSearchParams(changed())}#${panel.id}`, location.href).href;
      try {
        await navigator.clipboard.writeText(link);
        status.textContent = "Link copied.";
      } catch {
        status.replaceChildren("Copy ", make("a", { href: link }, "this link"), ".");
      }
    });
    for (const control of panel.querySelectorAll("[hidden]")) control.hidden = false;
    state = Object.fromEntries(rows.map(({ name, value, limits: [first, last] }) => {
      const given = asked.get(`${told.slug}.${name}`)?.trim() || NaN;  // "" is no nought
      return [name, Number.isNaN(Number(given)) ? value : Math.min(Math.max(given, first), last)];
    }));
    const refused = [...asked].filter(([key, given]) => {
      const [slug, name] = key.split(".");
      return slug === told.slug && Number(given) !== state[name];
    });
    // Untouched, the panel says what it was written with, and its letters stay where they are.
    if (changed().length || refused.length) {
      show();
      if (refused.length) status.textContent = `No slider shows what the link asks for: ${refused.map((one) => one.join("=")).join(", ")}`;
      const fold = panel.closest("details");
      if (fold) fold.open = true;
    }
    return changed;
  }

  const panels = [];
  inTurn(all("[data-what-if]"), (panel) => panels.push(open(panel)));

  // Some browsers refuse an address that changes too often, so it follows when the reader rests.
  let timer = 0;
  function keep() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      keepInAddress(new URLSearchParams(panels.flatMap((changed) => changed())));
    }, 200);
  }
  addEventListener("popstate", keep);  // within the page: the address follows what it shows
});
