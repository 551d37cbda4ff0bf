// The one script that a page with `<tcp-lanes>` in it loads.
import { define } from "./element.js";
import { source } from "./source.js";

define(source);
