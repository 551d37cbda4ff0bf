// What the tests of access ask of a page, in words; nothing where there is nothing to complain of.
"use strict";

window.access = (() => {
  const { all } = window.e2e;
  const TARGETS = "button, a[href], summary, input, select, textarea, [tabindex='0']";

  const name = (one) => {
    const words = (one.ariaLabel || one.textContent || one.value || "").trim().slice(0, 30);
    const place = one.closest("[id]");
    return `${one.localName}.${[...one.classList].join(".")} “${words}” in #${place?.id}`;
  };
  const shown = (one) => {
    const { width, height } = one.getBoundingClientRect();
    return width > 0 && height > 0 && one.checkVisibility({ visibilityProperty: true });
  };
  // Behind a dialog there is nothing to press.
  const reached = (one) => one.closest("dialog[open]") || !all("dialog[open]").length;
  const operable = () => all(TARGETS).filter((one) => shown(one) && !one.disabled && reached(one));
  // A link in a line of text is as high as the line.
  const inText = (one) => one.localName === "a" && getComputedStyle(one).display === "inline";

  const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
  const gap = ([x, y], { left, right, top, bottom }) =>
    Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));

  // WCAG 2.5.8: 24 px by 24 px, or so much room that a circle of 24 px around the middle meets no
  // other target, and no circle of another that is small.
  function targets() {
    const boxes = operable().filter((one) => !inText(one) && one.localName !== "div")
      .map((one) => ({ one, box: one.getBoundingClientRect() }));
    const isSmall = ({ box }) => box.width < 23.99 || box.height < 23.99;
    const meets = (at, other) => isSmall(other)
      ? Math.hypot(at[0] - middle(other.box)[0], at[1] - middle(other.box)[1]) < 23.9
      : gap(at, other.box) < 12;
    return boxes.filter(isSmall)
      .filter((small) => boxes.some((other) => other !== small && meets(middle(small.box), other)))
      .map(({ one, box }) => `${box.width.toFixed(1)}×${box.height.toFixed(1)}: ${name(one)}`)
      .join("\n");
  }

  const outlined = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  };
  function marked(one) {
    for (let at = one; at; at = at.parentElement) {
      if (at.matches(":focus-within") && outlined(at)) return true;
    }
    return false;
  }
  // A row of buttons that a finger moves sideways.
  const moves = (one) => {
    const row = one.closest(".pins, .tools, .variations");
    return row && getComputedStyle(row).overflowX === "auto";
  };

  // The middle, and for what is larger than the window anything of it.
  function uncovered(one) {
    const box = one.getClientRects()[0];
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const inside = Math.min(Math.max(y, box.top), box.bottom, innerHeight - 1);
    const places = [[x, y], [x, inside], [x, Math.max(box.top + 2, 0)]];
    const large = box.height > innerHeight / 3 || one.localName === "div";
    return places.slice(0, large ? 3 : 1).some(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit && (one.contains(hit) || [...(one.labels ?? [])].some((label) => label.contains(hit)));
    });
  }

  // WCAG 2.4.7 and 2.4.11: whatever takes the focus shows it, and nothing lies over it.
  function focus(within) {
    const complaints = [];
    for (const one of operable()) {
      if (one.tabIndex < 0 || !one.closest(within)) continue;
      one.focus({ focusVisible: true });
      if (document.activeElement !== one) complaints.push(`takes no focus: ${name(one)}`);
      else if (!marked(one)) complaints.push(`does not show its focus: ${name(one)}`);
      else if (!uncovered(one)) complaints.push(`is covered: ${name(one)}`);
    }
    document.activeElement.blur();
    return complaints.join("\n");
  }

  // WCAG 1.4.10: nothing but a table of data and rows of buttons scroll sideways, and no words of a
  // button are cut: each in such a row can be seen whole.
  function reflow() {
    const wide = [document.scrollingElement, ...all(".scroll, .main, .side, #studio, #after, .head")]
      .filter((one) => one && one.scrollWidth > Math.max(one.clientWidth, 1) + 1 && shown(one))
      .map((one) => `${name(one)} is ${one.scrollWidth} wide in ${one.clientWidth}`);
    const cut = all("button").filter(shown).filter((one) => !one.closest(".over, .tl-strip, .scene")).filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      const room = document.documentElement.clientWidth;
      const outside = moves(one) ? right - left > room : left < -0.5 || right > room + 0.5;
      return outside || one.scrollWidth > Math.max(one.clientWidth, 1) + 1;
    });
    return [...wide, ...cut.map((one) => `is cut: ${name(one)}`)].join("\n");
  }

  // In forced colours: what is drawn has another colour than the paper that it is drawn on.
  function forced() {
    if (!matchMedia("(forced-colors: active)").matches) return "the colours are not forced";
    const paper = document.createElement("i");
    paper.style.color = "Canvas";
    document.body.append(paper);
    const canvas = getComputedStyle(paper).color;
    paper.remove();
    const nothing = (colour) => colour === canvas || colour === "none" || /^rgba\(.*, 0\)$/.test(colour);
    const lost = all(".hf, .ln, .hd, .cap .cp, .wire, .now, .lost, .tm, .tl-bands .hf, .nd rect, .e, .ek:not(.ek-bg), .mark path, .mini").filter(shown).filter((one) => {
      const { fill, stroke, borderTopColor, localName } = getComputedStyle(one);
      return nothing(fill) && nothing(stroke) && (one instanceof SVGElement || nothing(borderTopColor));
    });
    // Under words the browser lays a ground of the paper's colour, unless it is told to leave them alone.
    const blank = all('[aria-pressed="true"], [aria-expanded="true"], [aria-current] .num, .now-t, .sym, .play').filter(shown)
      .filter((one) => getComputedStyle(one).color === canvas && getComputedStyle(one).forcedColorAdjust !== "none");
    return lost.concat(blank).map((one) => `cannot be seen: ${name(one)}`).join("\n");
  }
  // The states that a ladder has are told apart by what their halves are filled with.
  const fills = () => [...new Set(all(".scene .hf:not(.fu)").map((one) =>
    `${[...one.classList].find((name) => name.startsWith("h-"))} ${getComputedStyle(one).fill} ${getComputedStyle(one).strokeDasharray}`))].sort().join("\n");

  // On paper there is nothing to press, but for the numbers of the rows, and the table is open.
  function paper() {
    const controls = all("button, select, input, summary").filter(shown)
      .filter((one) => !one.matches(".transcript summary, .transcript td:first-child button")).map(name);
    const rows = all(".transcript tbody tr").filter((row) => !shown(row)).map((row) => `is not printed: ${row.textContent}`);
    const { width, height } = all(".curtain")[0].getBoundingClientRect();
    const scene = all(".scene")[0].getBoundingClientRect();
    const cut = width < scene.width - 1 || height < scene.height - 1 ? ["the past is cut off"] : [];
    const light = getComputedStyle(all("h1")[0]).colorScheme === "light" ? [] : ["the colours are not light"];
    return [...controls, ...rows, ...cut, ...light].join("\n");
  }

  const axeSays = async (within) => {
    const { violations } = await axe.run(within, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, impact, nodes }) => nodes.map((node) =>
      `${impact} ${id}: ${node.html.slice(0, 160)}\n    ${node.failureSummary.replaceAll("\n", " ")}`)).join("\n");
  };

  return { targets, focus, reflow, forced, fills, paper, axeSays, shown };
})();
