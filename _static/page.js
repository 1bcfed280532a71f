// What surrounds the text: colour mode, search, sidebars, contents. The theme's own scripts do the
// same for every kind of site; these few lines need no library and leave the layout alone. Each part
// waits for its turn, because a browser ends the page in the task that reads this.

// ---- Colour mode: auto, then the other one, then the same by choice ----
setTimeout(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector(".theme-switch-button");
  const say = (mode) => { button.ariaLabel = `Light or dark: ${mode === "auto" ? "as the system" : mode}`; };
  const show = (mode) => {
    root.dataset.mode = mode;
    root.dataset.theme = mode === "auto" ? (dark.matches ? "dark" : "light") : mode;
    say(mode);
    try { localStorage.setItem("mode", mode); } catch {}  // refused: this page alone changes
  };
  dark.addEventListener("change", () => { if (root.dataset.mode === "auto") show("auto"); });
  say(root.dataset.mode);
  button.addEventListener("click", () => {
    const modes = dark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    show(modes[(modes.indexOf(root.dataset.mode) + 1) % 3]);
  });
});

// ---- Dialogs: a click beside one closes it, Escape from a search field too, and leaving the page ----
setTimeout(() => {
  document.querySelectorAll("dialog").forEach((dialog) => {
    dialog.addEventListener("click", (event) => {
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      const inside = event.clientX >= left && event.clientX <= right
        && event.clientY >= top && event.clientY <= bottom;
      if (!inside && event.clientX + event.clientY > 0) dialog.close();  // a key press clicks at 0, 0
    });
    dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") dialog.close(); });
    addEventListener("pagehide", () => { dialog.close(); });  // or it lies open there on the way back
  });
});

// ---- Search: a dialog, or the field of the search page ----
setTimeout(() => {
  const dialog = document.getElementById("pst-search-dialog");
  const onPage = document.querySelector(".bd-search-container input[type=search]");
  const ask = () => {
    if (onPage) onPage.focus();
    else if (dialog.open) dialog.close();
    else dialog.showModal();
  };
  document.querySelectorAll(".search-button__button").forEach((button) => {
    button.addEventListener("click", ask);
  });
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  if (mac) document.querySelectorAll(".kbd-shortcut__modifier").forEach((key) => { key.textContent = "⌘"; });
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(mac ? event.metaKey : event.ctrlKey)) return;
    event.preventDefault();
    ask();
  });
});

// ---- Sidebars: beside the text where there is room, else in a dialog over it ----
setTimeout(() => {
  ["primary", "secondary"].forEach((name) => {
    const sidebar = document.getElementById(`pst-${name}-sidebar`);
    const dialog = document.getElementById(`pst-${name}-sidebar-modal`);
    const toggle = document.querySelector(`.${name}-toggle`);
    if (!sidebar || !dialog || !toggle) return;
    const move = (from, to) => {
      to.append(...from.childNodes);
      to.className = from.className;
      from.className = "";
    };
    toggle.addEventListener("click", () => {
      if (name === "primary" && matchMedia("(min-width: 992px)").matches) {
        sidebar.classList.toggle("pst-sidebar-hidden");
        return;
      }
      move(sidebar, dialog);
      dialog.showModal();
    });
    dialog.addEventListener("close", () => {
      move(dialog, sidebar);
      toggle.focus({ preventScroll: true });  // a link may just have scrolled elsewhere
    });
    dialog.addEventListener("click", (event) => {
      if (event.target.closest("a[href^='#']")) dialog.close();
    });
  });
});

// ---- Contents: mark the section on screen ----
setTimeout(() => {
  const links = new Map();
  document.querySelectorAll("#pst-page-toc-nav a").forEach((link) => {
    const section = document.getElementById(placeIn(link));
    if (section) links.set(section.querySelector("h2, h3, h4") || section, link);
  });
  const mark = (chosen) => links.forEach((link) => {
    link.classList.toggle("active", link === chosen);
    if (link === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  const list = document.getElementById("pst-secondary-sidebar");
  if (!list) return;
  const bring = (link) => {
    const off = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTop += off - list.clientHeight / 2;
  };
  let shown;
  let asked = false;
  const follow = () => {  // the last heading above the middle; at the end, the last of all
    asked = false;
    const atEnd = scrollY + innerHeight > document.documentElement.scrollHeight - 4;
    const above = [...links.keys()].filter((heading) => atEnd || heading.getBoundingClientRect().top < innerHeight * 0.4);
    const heading = above.at(-1);
    if (!heading || heading === shown) return;
    shown = heading;
    mark(links.get(heading));
    bring(links.get(heading));
  };
  addEventListener("scroll", () => {
    if (asked || !list.checkVisibility()) return;
    asked = true;
    requestAnimationFrame(follow);
  }, { passive: true });
});

// ---- Back to top: offered to whoever scrolls up again ----
setTimeout(() => {
  const button = document.getElementById("pst-back-to-top");
  const start = document.querySelector(".sbt-scroll-pixel-helper");
  let last = 0;
  new IntersectionObserver(([entry]) => {
    document.body.classList.toggle("scrolled", !entry.isIntersecting);
  }).observe(start);
  addEventListener("scroll", () => {
    const up = scrollY < last && document.body.classList.contains("scrolled");
    button.style.display = up ? "block" : "";
    last = scrollY;
  }, { passive: true });
  button.addEventListener("click", () => { scrollTo({ top: 0 }); });
});

// ---- Text wider than its box can be scrolled with the keyboard ----
setTimeout(() => {
  const reach = (blocks) => {
    const wide = [...blocks].filter((block) => block.scrollWidth > block.clientWidth);
    wide.forEach((block) => { block.tabIndex = 0; });
  };
  setTimeout(() => { reach(document.querySelectorAll(".cell_output pre")); }, 1000);
  addEventListener("toggle", ({ target }) => { reach(target.querySelectorAll("pre")); }, true);
});

// ---- A reload or a way back ends where one was: by what stood there, since heights are guesses ----
addEventListener("pagehide", () => {
  const there = document.elementFromPoint(innerWidth / 2, 120)?.closest("[id]");
  const place = there && [location.pathname, there.id, there.getBoundingClientRect().y];
  try { sessionStorage.setItem("place", JSON.stringify(place)); } catch {}
});
addEventListener("load", () => {
  if (document.documentElement.dataset.again === undefined) return;
  try {
    const [path, id, y] = JSON.parse(sessionStorage.getItem("place"));
    const there = path === location.pathname && document.getElementById(id);
    if (there) requestAnimationFrame(() => {
      scrollBy({ top: there.getBoundingClientRect().y - y, behavior: "instant" });
    });
  } catch {}
});

// ---- From disk a browser shows as text what it would keep from a server ----
setTimeout(() => {
  if (location.protocol !== "file:") return;
  document.querySelector("#take-away small")?.append("; here it opens as text, for you to save");
});
