"use strict";
// Filters, order, theme and print. Without this script all of the report is there to read.
(() => {
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  for (const element of all(".js:not(.here)")) element.hidden = false;
  for (const id of ["#shown", "#plan-note", "#nothing"]) find(id)?.setAttribute("hidden", "");

  const data = JSON.parse(find("#data").textContent);
  const form = find("#filters");
  const list = find("#list");
  const checks = list ? all(":scope > details", list) : [];
  const numbers = new Intl.NumberFormat("en-US");
  const counted = (count, noun) => `${numbers.format(count)} ${noun}${count === 1 ? "" : "s"}`;
  const headings = new Map(
    checks.map((check) => [check, find("summary", check).textContent.toLowerCase()
      + all(".fix, .doc", check).map((part) => part.textContent.toLowerCase()).join(" ")]),
  );

  // A step is one line of the plan, or several that belong together.
  const steps = [];
  for (const row of all(".plan tbody tr")) {
    if (row.dataset.step) steps.push([]);
    steps.at(-1).push(row);
  }

  function chosen() {
    const value = (id) => find(id)?.value ?? "";
    return {
      school: value("#by-school"),
      topic: value("#by-topic"),
      owner: value("#by-owner"),
      severity: value("#by-severity"),
      vendor: value("#by-vendor"),
      text: value("#by-text").trim().toLowerCase(),
    };
  }

  // How many findings a check has under the filters; the text is looked for in what is listed.
  function found(code, by) {
    let sum = 0;
    for (const [severity, school, vendors, findings] of data.checks[code]) {
      if (by.severity && severity !== by.severity) continue;
      if (by.school !== "" && school !== Number(by.school)) continue;
      if (by.vendor !== "" && vendors.length && !vendors.includes(Number(by.vendor))) continue;
      sum += findings;
    }
    return sum;
  }

  function rowFits(row, by, text) {
    if (by.severity && row.dataset.severity !== by.severity) return false;
    if (by.school !== "" && row.dataset.school !== by.school) return false;
    const vendors = row.dataset.vendors?.split(" ");
    if (by.vendor !== "" && vendors && !vendors.includes(data.vendors[Number(by.vendor)])) return false;
    return !text || row.textContent.toLowerCase().includes(text);
  }

  function filter() {
    const by = chosen();
    const any = Object.values(by).some((value) => value !== "");
    let shownChecks = 0;
    let shownFindings = 0;
    for (const check of checks) {
      const code = check.dataset.code;
      const total = found(code, by);
      const inHeading = !by.text || headings.get(check).includes(by.text);
      let listed = 0;
      for (const row of all(".findings tbody tr", check)) {
        const fits = rowFits(row, by, inHeading ? "" : by.text);
        row.hidden = !fits;
        listed += fits ? 1 : 0;
      }
      const fits = (!by.topic || check.dataset.topic === by.topic)
        && (!by.owner || check.dataset.owner === by.owner)
        && total > 0 && (inHeading || listed > 0);
      check.hidden = !fits;
      const here = find(".here", check);
      const count = inHeading ? total : listed;
      here.hidden = !any;
      here.textContent = `${counted(count, "finding")} of these${listed < count
        ? `, ${numbers.format(listed)} listed here` : ""}`;
      check.dataset.count = count;
      if (fits) {
        shownChecks += 1;
        shownFindings += count;
      }
    }
    schoolChosen(by.school);
    const status = find("#shown");
    status.hidden = false;
    status.textContent = any
      ? `${numbers.format(shownChecks)} of ${counted(checks.length, "check")}, ${counted(shownFindings, "finding")}.`
      : `${counted(checks.length, "check")}, ${counted(shownFindings, "finding")}.`;
    find("#nothing").hidden = shownChecks > 0;
    sort();
  }

  // What is of one school alone: its lines in the tables, the steps of the plan, the title in print.
  function schoolChosen(school) {
    const select = find("#by-school");
    const title = find("#for-school");
    document.body.classList.toggle("school-chosen", school !== "");
    title.hidden = school === "";
    title.textContent = school === "" ? "" : `For ${select.selectedOptions[0].textContent}`;
    for (const row of all(".schools tbody tr, .map tbody tr")) {
      row.hidden = school !== "" && row.dataset.school !== school;
    }
    for (const step of steps) {
      const kept = step.some((row) => ["", school].includes(row.dataset.school));
      for (const row of step) row.hidden = school !== "" && !kept;
    }
    const note = find("#plan-note");
    if (note) note.hidden = school === "";
  }

  const original = new Map(checks.map((check, place) => [check, place]));
  function sort() {
    const by = find("#order").value;
    const orders = {
      worst: (a, b) => original.get(a) - original.get(b),
      most: (a, b) => Number(b.dataset.count) - Number(a.dataset.count) || original.get(a) - original.get(b),
      code: (a, b) => (a.dataset.code < b.dataset.code ? -1 : 1),
    };
    const sorted = [...checks].sort(orders[by]);
    if (sorted.some((check, place) => list.children[place] !== check)) list.append(...sorted);
  }

  function unfold(open) {
    for (const check of checks) if (!check.hidden) check.open = open;
    find("#unfold").textContent = open ? "Fold all" : "Unfold all";
  }

  if (form) {
    let waiting;
    find("#by-text").addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, 150);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    find("#unfold").addEventListener("click", () => unfold(checks.some((c) => !c.hidden && !c.open)));
    for (const cell of all(".cell")) {
      cell.addEventListener("click", () => {
        form.reset();
        find("#by-school").value = cell.closest("tr").dataset.school;
        find("#by-topic").value = cell.dataset.topic;
        setTimeout(() => {
          filter();
          find("#checks").scrollIntoView();
          find("#by-school").focus({ preventScroll: true });
        });
      });
    }
    filter();
  } else {
    for (const cell of all(".cell")) cell.disabled = true;
  }

  // A link to a check unfolds it, whatever the filters hide.
  function unfoldTarget() {
    const target = location.hash.startsWith("#check-") ? document.getElementById(location.hash.slice(1)) : null;
    if (!target) return;
    if (target.hidden) {
      form.reset();
      setTimeout(() => { filter(); target.open = true; target.scrollIntoView(); });
      return;
    }
    target.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", unfoldTarget);
  for (const link of all('a[href^="#check-"]')) link.addEventListener("click", () => setTimeout(unfoldTarget));
  unfoldTarget();

  const themes = ["automatic", "light", "dark"];
  find("#theme").addEventListener("click", (event) => {
    const next = themes[(themes.indexOf(document.documentElement.dataset.theme ?? "automatic") + 1) % 3];
    if (next === "automatic") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    event.currentTarget.textContent = `Theme: ${next}`;
  });

  // On paper nothing can be unfolded: all that is shown is open, and is folded again after.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = checks.filter((check) => !check.hidden && !check.open);
    for (const check of folded) check.open = true;
  });
  addEventListener("afterprint", () => {
    for (const check of folded) check.open = false;
  });
  find("#print").addEventListener("click", () => print());
})();
