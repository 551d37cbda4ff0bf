// Searches beside the page. The first message is the program, compiled; what is said after it
// waits until that runs.
import init, { hear } from "./proof.js";

let ready;
addEventListener("message", ({ data }) => {
  if (ready) ready.then(() => hear(data));
  else ready = init({ module_or_path: data });
});
