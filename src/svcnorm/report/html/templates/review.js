
// The second look of a person: marks beside findings, kept in this browser where it lets us, saved as a file.
{
  const desk = document.getElementById("review");
  const reviewer = document.getElementById("reviewer");
  const told = document.getElementById("told");
  const progress = document.getElementById("progress");
  const KEY = "svcnorm.review/1";
  const ROOT = `${KEY} ${new URL(desk.dataset.root, location.href).pathname} `;
  const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const tell = (text, wrong = false) => {
    told.textContent = text;
    told.classList.toggle("wrong", wrong);
  };

  // Pages that were opened as files may have no storage; then marks live as long as the page does.
  let kept = true;
  const stored = (key, value) => {
    try {
      if (value === undefined) return localStorage.getItem(key);
      localStorage.setItem(key, value);
      return value;
    } catch {
      kept = false;
      return null;
    }
  };
  const read = (key) => {
    try {
      const found = JSON.parse(stored(key) || "{}");
      return Object.fromEntries(["findings", "missed", "manual"].map((list) => [list, { ...found[list] }]));
    } catch {
      return { findings: {}, missed: {}, manual: {} };
    }
  };

  const talks = new Map();
  let unsaved = false;
  const state = (name) => {
    if (!talks.has(name)) talks.set(name, read(ROOT + name));
    return talks.get(name);
  };
  const keep = (name) => {
    unsaved = true;
    tell("");
    stored(ROOT + name, JSON.stringify(state(name)));
    if (!kept) tell(desk.dataset.unkept, true);
    count();
  };

  // One thing to mark: a finding (which may stand for several that say the same), or a line of the checklist.
  let groups = 0;
  const mark = (template, n, name, list, keys, facts) => {
    const field = copy(template);
    const legend = field.querySelector("legend");
    legend.textContent = legend.textContent.replace("{n}", () => n);
    const radios = all("input[type=radio]", field);
    const remark = field.querySelector(".remark input");
    const of = state(name)[list];
    const before = of[keys[0]];
    groups += 1;
    for (const radio of radios) {
      radio.name = `mark${groups}`;
      radio.checked = radio.value === (before && before.decision !== "withdrawn" ? before.decision : "");
    }
    remark.value = before ? before.remark : "";
    const show = () => {
      const chosen = radios.find((radio) => radio.checked);
      remark.disabled = !chosen || !chosen.value;
      field.classList.toggle("made", !remark.disabled);
      return chosen ? chosen.value : "";
    };
    show();
    field.addEventListener("input", () => {
      const decision = show();
      for (const [at, key] of keys.entries()) {
        if (!decision && !of[key]) continue;
        of[key] = { ...facts[at], decision: decision || "withdrawn", remark: remark.value, at: new Date().toISOString() };
      }
      keep(name);
    });
    return field;
  };

  for (const finding of all(".finding")) {
    const { conversation, fingerprint, rule } = finding.dataset;
    const item = finding.closest("[data-item]");
    const keys = fingerprint.split(" ");
    finding.append(mark("of-finding", item ? item.dataset.item : "", conversation, "findings", keys,
      keys.map((key) => ({ rule, fingerprint: key }))));
  }
  for (const talk of all(".talk[data-conversation]")) {
    const name = talk.dataset.conversation;
    for (const line of all(".checklist li", talk)) {
      const { rule, norm } = line.dataset;
      line.append(mark("of-check", line.textContent.trim(), name, "manual", [`${rule} ${norm}`], [{ rule, norm }]));
    }
    missed(talk, name);
  }

  function missed(talk, name) {
    const panel = copy("of-talk");
    const [turn, norm] = all("select", panel);
    const remark = panel.querySelector("input");
    const added = panel.querySelector(".added");
    const words = (at) => (at === null ? turn.options[0].text : turn.options[at + 1].text);
    for (const node of all(".turn", talk)) {
      const said = node.cloneNode(true);
      for (const ref of all(".ref", said)) ref.remove();
      const text = [".label .n", ".label .speaker", ".words"].map((part) => said.querySelector(part).textContent.trim());
      turn.add(new Option(text.join(" ").slice(0, 60), node.id.split("t").at(-1) - 1));
    }
    const of = state(name).missed;
    const show = (key) => {
      const each = of[key];
      const item = copy("of-missed");
      const at = each.turn === null || each.turn + 1 < turn.options.length ? words(each.turn) : each.turn + 1;
      item.querySelector("span").textContent = [at, each.norm || each.rule, each.remark].filter(Boolean).join(" · ");
      const button = item.querySelector("button");
      button.setAttribute("aria-label", `${button.textContent} ${item.querySelector("span").textContent}`);
      button.addEventListener("click", () => {
        of[key] = { ...each, decision: "withdrawn", at: new Date().toISOString() };
        item.remove();
        norm.focus();
        keep(name);
      });
      added.append(item);
    };
    panel.querySelector("fieldset button").addEventListener("click", () => {
      const chosen = norm.selectedOptions[0];
      if (!norm.value) return norm.focus();
      const { rule, norm: id } = chosen.dataset;
      const at = turn.value === "" ? null : Number(turn.value);
      const key = `${rule} ${id} ${at}`;
      const twice = of[key] && of[key].decision !== "withdrawn";
      of[key] = { rule, norm: id, turn: at, decision: "missed", remark: remark.value, at: new Date().toISOString() };
      if (twice) added.replaceChildren(), Object.keys(of).filter((each) => of[each].decision === "missed").forEach(show);
      else show(key);
      remark.value = "";
      keep(name);
    });
    Object.keys(of).filter((key) => of[key].decision === "missed").forEach(show);
    talk.querySelector(".rest").append(panel);
  }

  // Conversations of the same report that were marked on other pages are saved with this one.
  const others = () => {
    const found = [];
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const key = localStorage.key(at);
        if (key.startsWith(ROOT) && !talks.has(key.slice(ROOT.length))) found.push(key.slice(ROOT.length));
      }
    } catch {
      kept = false;
    }
    return found.sort();
  };
  const entries = (of) => Object.values(of).map(Object.values).flat();
  function count() {
    const fields = all(".finding .mark");
    const made = fields.filter((field) => field.classList.contains("made")).length;
    const more = others().length;
    progress.textContent = [
      desk.dataset.done.replace("{n}", made).replace("{all}", fields.length),
      more ? desk.dataset.others.replace("{n}", more) : "",
    ].filter(Boolean).join(" · ");
  }
  reviewer.value = stored(`${KEY} reviewer`) || "";
  reviewer.addEventListener("input", () => stored(`${KEY} reviewer`, reviewer.value));
  document.getElementById("save").addEventListener("click", () => {
    if (!reviewer.value.trim()) {
      tell(desk.dataset.nobody, true);
      return reviewer.focus();
    }
    const names = [...talks.keys(), ...others()];
    const conversations = names
      .map((name) => [name, talks.get(name) || read(ROOT + name)])
      .filter(([, of]) => entries(of).length)
      .map(([conversation, of]) => ({
        conversation,
        findings: Object.values(of.findings),
        missed: Object.values(of.missed),
        manual: Object.values(of.manual),
      }));
    if (!conversations.length) return tell(desk.dataset.nothing, true);
    const now = new Date().toISOString();
    const head = { schema: "svcnorm.decisions/1", tool: desk.dataset.tool, reviewer: reviewer.value.trim(), made_at: now };
    const text = JSON.stringify({ ...head, conversations }, null, 1);
    const link = document.createElement("a");
    const who = head.reviewer.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40);
    link.download = `decisions-${who}-${now.slice(0, 19).replace(/[-:]/g, "")}.json`;
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.click();
    URL.revokeObjectURL(link.href);
    unsaved = false;
    tell(desk.dataset.saved.replace("{file}", link.download));
  });
  document.getElementById("forget").addEventListener("click", () => {
    if (!confirm(desk.dataset.forget)) return;
    for (const name of [...talks.keys(), ...others()]) {
      try {
        localStorage.removeItem(ROOT + name);
      } catch {
        kept = false;
      }
    }
    unsaved = false;
    location.reload();
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved && !kept) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const at = "123".indexOf(event.key);
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input[type=text], input[type=search], select")) return;
    const item = document.activeElement.closest(".item");
    const radio = item && all(".mark input[type=radio]", item)[at + 1];
    if (radio) radio.click();
  });
  count();
}
