"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const query = document.getElementById("q");
  const code = document.getElementById("code");
  const boxes = [...form.querySelectorAll("[name=severity]")];
  const shown = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  const findings = [...document.querySelectorAll(".finding")].map((element) => ({
    element,
    words: element.textContent.toLowerCase() + " " + element.closest(".file").firstElementChild.textContent.toLowerCase(),
  }));
  const files = [...document.querySelectorAll(".file")];

  function apply() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = boxes.filter((box) => box.checked).map((box) => box.value);
    let count = 0;
    for (const { element, words: text } of findings) {
      const fits =
        levels.includes(element.dataset.severity) &&
        (!code.value || element.dataset.code === code.value) &&
        words.every((word) => text.includes(word));
      element.hidden = !fits;
      if (fits) count += 1;
    }
    for (const file of files) file.hidden = !file.querySelector(".finding:not([hidden])");
    nothing.hidden = count > 0;
    shown.textContent = `${count} of ${findings.length} findings shown`;
  }

  // The filter stands in the address, so that a filtered report can be linked to.
  function remember() {
    const state = new URLSearchParams();
    if (query.value) state.set("q", query.value);
    if (code.value) state.set("code", code.value);
    const off = boxes.filter((box) => !box.checked).map((box) => box.value);
    if (off.length) state.set("without", off.join(","));
    try {
      history.replaceState(null, "", "#" + state);
    } catch {
      // Some viewers of attachments allow no addresses; the filter works without.
    }
  }

  function recall() {
    if (/^#(finding|$)/.test(location.hash)) return;
    const state = new URLSearchParams(location.hash.slice(1));
    query.value = state.get("q") || "";
    code.value = state.get("code") || "";
    if (code.selectedIndex < 0) code.value = "";
    const off = (state.get("without") || "").split(",");
    for (const box of boxes) box.checked = !off.includes(box.value);
  }

  const changed = () => { apply(); remember(); };
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  window.addEventListener("hashchange", () => { recall(); apply(); });
  form.hidden = false;
  recall();
  apply();
})();
