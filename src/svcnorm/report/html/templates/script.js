"use strict";
// Comfort only: the page says everything without it.
document.documentElement.classList.add("scripted");
const all = (query, root = document) => Array.from(root.querySelectorAll(query));

// A mark and its card light up together.
const light = (talk, items, on) => {
  for (const n of items) {
    for (const mark of all(`mark[data-items~="${n}"]`, talk)) mark.classList.toggle("lit", on);
    const card = talk.querySelector(`.item[data-item="${n}"]`);
    if (card) card.classList.toggle("lit", on);
  }
};
const items = (node) => {
  const holder = node.closest && node.closest("[data-items], [data-item]");
  return holder ? (holder.dataset.items || holder.dataset.item).split(" ") : [];
};
for (const talk of all(".talk")) {
  talk.addEventListener("pointerover", (event) => light(talk, items(event.target), true));
  talk.addEventListener("pointerout", (event) => light(talk, items(event.target), false));
  talk.addEventListener("click", (event) => {
    if (event.target.closest("a, summary, label")) return;
    const mark = event.target.closest("mark[data-items], .flag");
    if (mark) return show(talk.querySelector(`.item[data-item="${items(mark).at(-1)}"]`));
    const speech = event.target.closest(".speech");
    if (speech) show(document.getElementById(`${talk.id}t${speech.dataset.turn}`));
  });
}

// The finding that is read now, its sentence beside it.
let current = null;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const show = (node) => {
  if (!node) return;
  if (current) current.classList.remove("current");
  current = node;
  node.classList.add("current");
  const behavior = still.matches ? "auto" : "smooth";
  if (node.classList.contains("item")) {
    const link = node.querySelector(".cited");
    const turn = link && document.getElementById(link.hash.slice(1));
    const beside = turn && getComputedStyle(node.closest(".findings")).position === "sticky";
    if (beside) turn.scrollIntoView({ block: "center", behavior: "auto" });
  }
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest", behavior });
};
const cards = all(".item");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input:not([type=radio]), textarea, select")) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !cards.length) return;
  const at = cards.indexOf(document.activeElement.closest(".item") || current);
  show(cards[at < 0 ? (step > 0 ? 0 : cards.length - 1) : Math.min(cards.length - 1, Math.max(0, at + step))]);
});

// Conversations by any word of their row.
const filter = document.getElementById("filter");
if (filter) {
  const rows = all("#list tbody tr").map((row) => [row, row.textContent.toLowerCase()]);
  const left = document.getElementById("left");
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      n += row.hidden ? 0 : 1;
    }
    left.textContent = words.length ? `${n} / ${rows.length}` : "";
  });
}

// Paper shows what is folded.
addEventListener("beforeprint", () => {
  for (const fold of all("details:not([open])")) {
    fold.open = true;
    fold.dataset.folded = "";
  }
});
addEventListener("afterprint", () => {
  for (const fold of all("details[data-folded]")) {
    fold.open = false;
    delete fold.dataset.folded;
  }
});
