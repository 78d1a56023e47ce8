"use strict";
// Filters all conversations, also those on the pages behind this one. Without it the pages are read one by one.
document.documentElement.classList.add("scripted");
const { words, rows, say } = JSON.parse(document.getElementById("data").textContent);
const [ID, FILE, DAY, CHANNEL, AGENT, TEAM, STATE, SCORES, FAULTS, POSSIBLE, OPEN, RULES] = Array.from({ length: 12 }, (_, n) => n);
const A_TIME = 100;
const form = document.getElementById("filters");
const body = document.querySelector("#list tbody");
const left = document.getElementById("left");
const more = document.getElementById("more");
const pager = document.getElementById("pager");
const labels = Array.from(document.querySelectorAll("#list thead th"), (head) => head.textContent);
const texts = rows.map((row) => [row[ID], words[row[AGENT]], words[row[TEAM]], row[DAY]].join("\n").toLowerCase());
let found = rows;
let shown = body.rows.length;

const make = (tag, className, ...children) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
};
const link = (file, text) => {
  const node = make("a", "", make("bdi", "", text));
  node.href = file;
  return node;
};
const cell = (label, className, ...children) => {
  const node = make("td", className, ...(children.length ? children : ["—"]));
  node.dataset.label = label;
  return node;
};
const line = (row) => {
  const channel = words[row[CHANNEL]];
  const where = [say.channels[channel] || channel, row[DAY], words[row[TEAM]]].filter(Boolean).join(" · ");
  const head = make("th", "", link(row[FILE], row[ID]), make("span", "sub", make("bdi", "", where)));
  head.scope = "row";
  const agent = words[row[AGENT]];
  const scores = row[SCORES].flatMap(([book, score, state]) => [
    make("span", `state ${state}`, `${words[book]} ${score === null ? "—" : score}`), " ",
  ]);
  const faults = say.severities.map(([code, sign, word], n) => {
    const mark = make("span", "", sign);
    mark.setAttribute("aria-hidden", "true");
    return row[FAULTS][n] ? [make("span", `count ${code}`, mark, ` ${word} ${row[FAULTS][n]}`), " "] : [];
  }).reverse().flat();
  if (row[POSSIBLE]) faults.push(make("span", "count possible", say.possible.replace("{n}", row[POSSIBLE])));
  return make("tr", "", head,
    cell(labels[1], "", ...(agent ? [link(say.agents[agent], agent)] : [])),
    cell(labels[2], "", ...scores), cell(labels[3], "", ...faults),
    cell(labels[4], "number", ...(row[OPEN] ? [String(row[OPEN])] : [])));
};
const draw = (from) => {
  const until = Math.min(found.length, from + A_TIME);
  const lines = found.slice(from, until).map(line);
  if (from) body.append(...lines);
  else body.replaceChildren(...lines);
  shown = until;
  more.hidden = shown >= found.length;
};

const wanted = () => Object.fromEntries(new FormData(form));
const filter = () => {
  const { text = "", state, rule, agent, team, channel, begin, end } = wanted();
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  const exact = [[STATE, state], [AGENT, agent], [TEAM, team], [CHANNEL, channel]]
    .filter(([, value]) => value).map(([column, value]) => [column, words.indexOf(value)]);
  const broken = rule ? words.indexOf(rule) : -1;
  found = rows.filter((row, n) =>
    exact.every(([column, value]) => row[column] === value) && (!rule || row[RULES].includes(broken)) &&
    (!begin || row[DAY] >= begin) && (!end || (row[DAY] && row[DAY] <= end)) &&
    parts.every((part) => texts[n].includes(part)));
  draw(0);
  const any = found.length < rows.length;
  left.textContent = !found.length ? say.none : any ? say.left.replace("{n}", found.length).replace("{total}", rows.length) : "";
  if (pager) pager.hidden = true;
  return any;
};
// What is filtered stands behind # in the address, so that other pages can ask for it and it can be kept.
const remember = () => {
  const given = Object.entries(wanted()).filter(([, value]) => value);
  history.replaceState(null, "", given.length ? `#${new URLSearchParams(given)}` : location.pathname);
};
const recall = () => {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  filter();
};
form.addEventListener("input", () => { filter(); remember(); });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => { filter(); remember(); }));
more.addEventListener("click", () => {
  const from = shown;
  draw(from);
  body.rows[from].querySelector("a").focus();
});
addEventListener("hashchange", recall);
recall();
