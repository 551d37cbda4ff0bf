/** A player of TCP Lanes in a page. */
export interface TcpLanesState {
  /** Whether time goes by. */
  readonly playing: boolean;
  /** How many events have happened, of how many. */
  readonly step: number;
  readonly steps: number;
  /** The time that is shown, in seconds. */
  readonly t: number;
  /** The address of the scenario, such as `three-way-normal`. */
  readonly scenario: string;
  readonly lang: "zh-CN" | "en";
  readonly speed: string;
  /** What has just happened, in a line. */
  readonly headline: string;
}

export interface TcpLanesTrouble {
  readonly reason: "file" | "csp" | "mime" | "html" | "missing" | "cors" | "old" | "own" | "unusable";
  readonly detail: string;
}

export interface TcpLanesElement extends HTMLElement {
  /** Which run: an address such as `two-way-synack-lost/three-way`. */
  scenario: string | null;
  /** The address of a scenario file. */
  src: string | null;
  /** A run that a reader has changed: what a link has behind `#s=`. */
  s: string | null;
  theme: string | null;
  /** Where it begins: `step:3`, or seconds. Given later, it goes there. */
  t: string | null;
  /** Where playing ends. */
  end: string | null;
  speed: string | null;
  loop: string | boolean | null;
  autoplay: string | boolean | null;
  controls: "full" | "mini" | "none" | null;
  /** Of `question`, `caption`, `legend`, `states`, `variables`, `transcript`, with commas between. */
  panels: string | null;
  loading: "lazy" | "eager" | "click" | null;
  poster: string | null;
  /** A height such as `420` or `60vh`; without it the player is as high as its content. */
  height: string | null;
  readonly state: TcpLanesState;
  play(): void;
  pause(): void;
  seek(t: string | number): void;
  step(by?: number): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "tcp-lanes": TcpLanesElement;
  }
  interface HTMLElementEventMap {
    "tcplanes:ready": CustomEvent<TcpLanesState>;
    "tcplanes:event": CustomEvent<TcpLanesState>;
    "tcplanes:state": CustomEvent<TcpLanesState>;
    "tcplanes:error": CustomEvent<TcpLanesTrouble>;
  }
}
