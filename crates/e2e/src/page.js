// Runs first in every page under test: notes what goes wrong there, in a way that any browser can
// be asked about, and answers what the tests ask more than once.
"use strict";

window.e2eErrors = [];

(() => {
  const note = (text) => window.e2eErrors.push(String(text));
  // A frame that is resized from outside while it is laid out is told of the rest in its next frame.
  const resized = (event) => parent !== window && /^ResizeObserver loop/.test(event.message);
  addEventListener("error", (event) => resized(event) ||
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

  // As `settled`, and nothing has been changed for a frame, or for several: on a busy machine the page
  // draws what follows from an event in several pieces. A page that plays is never calm.
  async function calm(quiet = 1) {
    let changes = 0;
    const observer = new MutationObserver(() => { changes += 1; });
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(document.body, all);
    for (let still = 0, frames = 0; still < quiet && frames < 60; frames += 1) {
      changes = 0;
      await settled();
      still = changes > 0 ? 0 : still + 1;
    }
    observer.disconnect();
  }

  // The condition, at the latest in twenty seconds; whether it came true.
  async function came(condition) {
    const end = performance.now() + 20_000;
    for (let wait = 0; !condition(); wait = 10) {
      if (performance.now() > end) return false;
      await new Promise((done) => later(done, wait));
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
    if (node.matches(".note:not([data-at])")) return "";
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
    const moving = ".curtain, .curtain-in, .now, .now-t, .capsule, .nums, .slide";
    add("transforms", all(moving).map(moved).join("\n"));
    add("place", find(".clock").textContent);
    add("timeline", `${find(".scrub input").value} ${find(".scrub input").getAttribute("aria-valuetext")}
      ${find(".done").style.transform} ${all(".track line").map((line) => line.classList)}`);
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

  async function reach(n, quiet) {
    if (!(await came(() => step() === n))) return `the page is at step ${step()}, not ${n}`;
    await calm(quiet);
    return "";
  }

  // Remembers the picture of a step, which must tell something new in the page's language.
  async function remember(n) {
    const late = await reach(n);
    if (late) return late;
    const parts = picture();
    seen.set(n, parts);
    const before = seen.get(n - 1);
    if (before && story(before) === story(parts)) return "nothing to be seen of this event";
    return wording(parts);
  }

  // The picture of a step is the one that is remembered.
  async function recognise(n, quiet) {
    return (await reach(n, quiet)) || difference(seen.get(n), picture());
  }

  // From a run's beginning to its end and back by keys that the player is sent: what complains first.
  async function walk(last) {
    const press = (key) =>
      find("#player").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    let complaint = await remember(0);
    let at = 0;
    for (; !complaint && at < last; complaint = await remember(at)) {
      press("ArrowRight");
      at += 1;
    }
    let back = "";
    for (; !complaint && at > 0; complaint = await recognise(at)) {
      press("ArrowLeft");
      at -= 1;
      back = " on the way back";
    }
    return complaint && `step ${at} of ${last}${back}: ${complaint}`;
  }

  return {
    find, all, ready, foreign, reach, step, place, playing, picture, difference, came, settled, calm, HAN,
    remember, recognise, walk,

    // Leads to another query of the page's address, as the browser's Back does.
    go(query) {
      history.pushState(null, "", query);
      dispatchEvent(new PopStateEvent("popstate"));
    },

    // From now on time goes by as fast as the page can follow: frames a tenth of a second apart
    // come one after the other, and timers end at once.
    hurry() {
      const { requestAnimationFrame, cancelAnimationFrame, setTimeout } = window;
      window.e2e.rest = () => Object.assign(window, { requestAnimationFrame, cancelAnimationFrame, setTimeout });
      let [now, last] = [performance.now(), 0];
      const asked = new Map();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        const callback = asked.get(data);
        asked.delete(data);
        callback?.((now += 100));
      };
      window.requestAnimationFrame = (callback) => {
        asked.set((last += 1), callback);
        port2.postMessage(last);
        return last;
      };
      window.cancelAnimationFrame = (id) => asked.delete(id);
      window.setTimeout = (callback, _, ...rest) => later(callback, 0, ...rest);
    },

    // What is drawn with the time is the same from now on.
    stopDate(at) {
      Date.now = () => at;
    },

    // Ends the hurry.
    rest() {},

    // Counts from now on the different places at which the curtain stands, or past which the
    // browser is to move it.
    watch() {
      const curtain = find(".curtain");
      const places = (window.e2ePlaces = new Set([curtain.style.transform]));
      const look = () => places.add(curtain.style.transform);
      new MutationObserver(look).observe(curtain, { attributes: true, attributeFilter: ["style"] });
      const { animate } = Element.prototype;
      Element.prototype.animate = function (keyframes, ...rest) {
        if (this === curtain) keyframes.forEach(({ transform }) => places.add(transform));
        return animate.call(this, keyframes, ...rest);
      };
    },
  };
})();
