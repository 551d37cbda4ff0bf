// Runs first in every page under test: notes what goes wrong there, in a way that any browser can
// be asked about, and answers what the tests ask more than once.
"use strict";

window.e2eErrors = [];

(() => {
  const note = (text) => window.e2eErrors.push(String(text));
  addEventListener("error", (event) =>
    note(event.message || "cannot load " + (event.target.src || event.target.href)), true);
  addEventListener("unhandledrejection", (event) => note("unhandled: " + event.reason));
  document.addEventListener("securitypolicyviolation", (event) =>
    note("forbidden by " + event.effectiveDirective + ": " + event.blockedURI));
  const error = console.error;
  console.error = (...words) => { note(words.join(" ")); error.apply(console, words); };
})();

window.e2e = (() => {
  const find = (css) => document.querySelector(css);
  const all = (css) => [...document.querySelectorAll(css)];
  const frame = window.requestAnimationFrame.bind(window);
  const later = window.setTimeout.bind(window);
  const HAN = /\p{Script=Han}/u;

  // The page says "Event 3 of 12" in either language, and in small what the event is.
  const place = () => {
    const words = [...find(".clock").childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    return (words.map((node) => node.data).join("").match(/\d+/g) ?? []).map(Number);
  };
  const step = () => place()[0];
  const playing = () => ["Pause", "暂停"].includes(find(".play").getAttribute("aria-label"));

  // Everything that follows from an event has been drawn, and nothing slides any more.
  const settled = () => new Promise((done) => frame(() => later(() => {
    document.getAnimations().forEach((animation) => animation.finish());
    done();
  })));

  // The condition, at the latest in twenty seconds; whether it came true.
  async function came(condition) {
    const end = performance.now() + 20_000;
    while (!condition()) {
      if (performance.now() > end) return false;
      await new Promise((done) => later(done, 10));
    }
    await settled();
    return true;
  }

  // The ladder is drawn as wide as there is room for it.
  function fits() {
    const [drawn, room] = [find(".ladder .ground")?.width.baseVal.value, find(".ladder")?.clientWidth];
    return drawn === Math.max(room, 280) || (drawn >= 600 && drawn <= room);
  }

  // The app runs, and nothing about its layout has changed for a few frames.
  async function ready() {
    let calm = 0;
    let width = 0;
    const look = () => {
      const drawn = find("#poster") ? undefined : find(".ladder .ground")?.width.baseVal.value;
      calm = fits() && drawn === width ? calm + 1 : 0;
      width = drawn;
      return calm > 3;
    };
    return (await came(look)) ? "" : "the app does not run, or its ladder does not fit";
  }

  const style = (text) => text.split(";").map((rule) => rule.trim()).filter(Boolean).sort().join(";");

  // An element as text, whatever the order in which its attributes were set.
  function written(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    // Where a note is for which there is no room does not matter.
    if (node.hasAttribute("data-crowded")) return "";
    const value = ({ name, value }) => (name === "style" ? style(value) : value);
    const attributes = [...node.attributes].map((one) => ` ${one.name}="${value(one)}"`).sort();
    const inner = [...node.childNodes].map(written).join("");
    return `<${node.localName}${attributes.join("")}>${inner}</${node.localName}>`;
  }

  const moved = (element) => {
    const { transform, opacity } = getComputedStyle(element);
    return `${transform} ${opacity}`;
  };

  // All that the player shows, part by part.
  function picture() {
    const parts = {};
    const add = (name, text) => { parts[name] = (parts[name] ?? "") + text; };
    for (const element of all(".ladder > *:not(.scene), .scene > *")) {
      add(element.getAttribute("class"), written(element));
    }
    for (const css of [".caption", ".notes", ".states svg", ".variables"]) {
      add(css, all(css).map(written).join());
    }
    const moving = ".curtain, .curtain-in, .now, .now-t, .capsule, .capsule .nums, .slide";
    add("transforms", all(moving).map(moved).join("\n"));
    add("place", find(".clock").textContent);
    add("timeline", `${find(".scrub input").value} ${find(".scrub input").getAttribute("aria-valuetext")}
      ${moved(find(".done"))} ${all(".track line").map((line) => line.classList)}`);
    add("transcript", all(".transcript tr[aria-current]").map(written).join());
    add("controls", written(find(".keys")));
    add("voice", find(".page > [role=status]").textContent);
    return parts;
  }

  // Where two pictures differ, in words; nothing where they are the same.
  function difference(before, after) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const [one, other] = [before[name] ?? "", after[name] ?? ""];
      if (one === other) continue;
      let at = 0;
      while (one[at] === other[at]) at += 1;
      const around = (text) => text.slice(Math.max(0, at - 80), at + 80);
      return `${name} was\n  …${around(one)}…\nand is\n  …${around(other)}…`;
    }
    return "";
  }

  // What tells the story, without the numbers of the step.
  const STORY = ["ground", "curtain", "ahead", "words", "running", "capsules", ".caption", ".states",
    ".variables", "transforms"];
  const story = (parts) => STORY.map((name) => parts[name]).join("\n");

  function wording(parts) {
    const english = document.documentElement.lang === "en";
    const headline = find(".caption h2")?.textContent ?? "";
    const body = find(".caption p")?.textContent ?? "";
    if (!headline.trim()) return "the caption has no headline";
    if (!body.trim()) return `the caption “${headline}” has no text`;
    if (!english && !HAN.test(headline)) return `the headline is not Chinese: ${headline}`;
    const foreign = english && Object.entries(parts).find(([, text]) => HAN.test(text));
    if (foreign) return `Han characters in ${foreign[0]}: ${/.{0,40}\p{Script=Han}+/u.exec(foreign[1])[0]}`;
    return "";
  }

  // What is written in the page in another language than the page's, English pages only.
  function foreign() {
    if (document.documentElement.lang !== "en") return "";
    const page = find(".page").cloneNode(true);
    page.querySelectorAll("[lang]").forEach((element) => element.remove());
    const found = /.{0,40}\p{Script=Han}+/u.exec(document.title + written(page));
    return found ? `Han characters in the English page: ${found[0]}` : "";
  }

  const seen = new Map();

  const reach = async (n) =>
    (await came(() => step() === n)) ? "" : `the page is at step ${step()}, not ${n}`;

  return {
    find, all, ready, foreign, reach, step, place, playing, picture, difference, came, settled, HAN,

    // Remembers the picture of a step, which must tell something new in the page's language.
    async remember(n) {
      const late = await reach(n);
      if (late) return late;
      const parts = picture();
      seen.set(n, parts);
      const before = seen.get(n - 1);
      if (before && story(before) === story(parts)) return "nothing to be seen of this event";
      return wording(parts);
    },

    // The picture of a step is the one that is remembered.
    async recognise(n) {
      return (await reach(n)) || difference(seen.get(n), picture());
    },

    // From now on time goes by as fast as the page can follow: frames a tenth of a second apart
    // come one after the other, and timers end at once.
    hurry() {
      let now = performance.now();
      window.requestAnimationFrame = (callback) => later(() => callback((now += 100)));
      window.cancelAnimationFrame = (id) => clearTimeout(id);
      window.setTimeout = (callback, _, ...rest) => later(callback, 0, ...rest);
    },

    // Counts from now on the different places at which the curtain stands.
    watch() {
      const curtain = find(".curtain");
      const places = (window.e2ePlaces = new Set([curtain.style.transform]));
      const look = () => places.add(curtain.style.transform);
      new MutationObserver(look).observe(curtain, { attributes: true, attributeFilter: ["style"] });
    },
  };
})();
