/**
 * The style of the player. The colours are those of `ui/styles/tokens.css`. Texts are sized by the person's own font size (`em`), never by
 * the page's (`rem`). A gradient shows how far the slider is, by `--share`.
 */
export const playerStyle = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important;
  inline-size: 0 !important;
  block-size: 0 !important;
  color-scheme: normal !important;
}

.panel {
  --ground: light-dark(#f3f5f4, #16191a);
  --card: light-dark(#ffffff, #202526);
  --field: light-dark(#f3f6f5, #2a3031);
  --line: light-dark(#dfe5e3, #333b3c);
  --track: light-dark(#cfd8d5, #454f50);
  --ink: light-dark(#1a2223, #e9efee);
  --quiet: light-dark(#56625f, #a3b1ae);
  --accent: light-dark(#0b6e69, #5ed3c6);
  --accent-strong: light-dark(#08544f, #86e2d8);
  --on-accent: light-dark(#ffffff, #06231f);
  --target: 36px;
  --smooth: 140ms ease-out;
  --controls-height: 96px;
  --inline: min(600px, 100% - 16px);

  color-scheme: only light;
  position: fixed;
  inset: auto 0 max(12px, env(safe-area-inset-bottom)) 0;
  box-sizing: border-box;
  inline-size: var(--inline);
  margin: 0 auto;
  padding: 0;
  border: 0;
  overflow: visible;
  background: none;
  color: var(--ink);
  font: 400 medium / 1.5 system-ui, sans-serif;
  text-align: start;
  -webkit-user-select: none;
  user-select: none;
  animation: appear 180ms ease-out;
}

.panel[data-scheme="dark"] {
  color-scheme: only dark;
}

.panel:is([data-place="top"], [data-place="bottom"]) {
  left: clamp(8px, 100% * var(--x) - var(--inline) / 2, 100% - 8px - var(--inline));
  right: auto;
  margin: 0;
}

.panel[data-place="top"] {
  top: clamp(8px, 100% * var(--y) - var(--controls-height) / 2, 100% - 8px - var(--controls-height));
  bottom: auto;
}

.panel[data-place="bottom"] {
  bottom: clamp(8px, 100% * (1 - var(--y)) - var(--controls-height) / 2, 100% - 8px - var(--controls-height));
}

@keyframes appear {
  from {
    opacity: 0;
    transform: translateY(8px);
  }
}

*, ::before, ::after {
  box-sizing: border-box;
}

[hidden] {
  display: none !important;
}

p, small {
  margin: 0;
  font-size: max(12px, 0.8125em);
}

.unseen {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.card, .menu {
  border: 1px solid var(--line);
  border-radius: 16px;
  background: var(--card);
  box-shadow: 0 1px 2px #0000001f, 0 8px 28px #00000038;
}

.card {
  display: flex;
  flex-direction: column;
}

[data-place="top"] > .card {
  flex-direction: column-reverse;
}

/* The text, above the controls or below them, so that they stay where they are. */
.text {
  padding-block: 10px 2px;
  padding-inline: 38px 46px;
}

[data-place="top"] .text {
  padding-block: 0 12px;
}

.label, .note, .upcoming {
  color: var(--quiet);
}

.label {
  font-weight: 600;
}

.upcoming {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.label:empty, .note:empty, .upcoming:empty {
  display: none;
}

.sentence {
  position: relative;
  block-size: 3em;
  margin-inline: -3px;
  padding-inline: 3px;
  overflow: hidden;
  font-size: max(14px, 0.9375em);
  line-height: 1.5;
  overflow-wrap: anywhere;
}

mark {
  margin-inline: -2px;
  padding-inline: 2px;
  border-radius: 4px;
  background: var(--accent);
  color: var(--on-accent);
}

.controls {
  display: grid;
  grid-template: "grip seek seek seek close" auto "grip start transport voice more" auto / auto 1fr auto 1fr auto;
  align-items: center;
  column-gap: 4px;
  padding: 6px 8px 8px 2px;
}

.panel[dir="rtl"] .controls {
  padding: 6px 2px 8px 8px;
}

button, select, input {
  margin: 0;
  font: inherit;
  color: inherit;
}

button {
  display: flex;
  flex: none;
  align-items: center;
  justify-content: center;
  min-inline-size: var(--target);
  min-block-size: var(--target);
  padding: 0;
  border: 1px solid transparent;
  border-radius: 10px;
  background: none;
  cursor: pointer;
  touch-action: manipulation;
  transition: background-color var(--smooth), color var(--smooth);
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 1px;
}

.tool {
  color: var(--quiet);
}

.transport .tool {
  color: var(--ink);
}

@media (hover: hover) {
  :is(.tool, .item):hover {
    background: var(--field);
    color: var(--ink);
  }

  select:hover {
    background: var(--line);
  }
}

.icon {
  flex: none;
  inline-size: 16px;
  block-size: 16px;
  fill: currentColor;
}

.icon.drawn {
  fill: none;
  stroke: currentColor;
  stroke-width: 1.6;
  stroke-linecap: round;
  stroke-linejoin: round;
}

.mirrored .icon {
  transform: scaleX(-1);
}

.grip {
  grid-area: grip;
  align-self: stretch;
  min-inline-size: 32px;
  color: var(--quiet);
  cursor: grab;
  touch-action: none;
}

.grip:active {
  cursor: grabbing;
}

.close {
  grid-area: close;
}

.more {
  grid-area: more;
}

/* Time runs from left to right in every language, as on other players. */
.seek, .transport {
  direction: ltr;
}

.seek {
  grid-area: seek;
  display: flex;
  align-items: center;
  gap: 10px;
}

.time {
  flex: none;
  min-inline-size: calc(var(--digits, 4) * 1ch);
  color: var(--quiet);
  font-size: max(12px, 0.8125em);
  font-variant-numeric: tabular-nums;
}

.left {
  min-inline-size: calc((var(--digits, 4) + 1) * 1ch);
  text-align: end;
}

.waiting .time {
  visibility: hidden;
}

input {
  --fill: calc(7px + (100% - 14px) * var(--share, 0));

  flex: 1;
  min-inline-size: 0;
  block-size: var(--target);
  background: none;
  appearance: none;
  cursor: pointer;
  touch-action: none;
}

input:focus-visible {
  outline: none;
}

input::-webkit-slider-runnable-track {
  block-size: 6px;
  border-radius: 3px;
  background: linear-gradient(to right, var(--accent) var(--fill), var(--track) 0);
}

input::-moz-range-track {
  block-size: 6px;
  border-radius: 3px;
  background: linear-gradient(to right, var(--accent) var(--fill), var(--track) 0);
}

input::-webkit-slider-thumb {
  inline-size: 14px;
  block-size: 14px;
  margin-block-start: -4px;
  border: 0;
  border-radius: 50%;
  appearance: none;
  background: var(--accent);
  transition: scale var(--smooth);
}

input::-moz-range-thumb {
  inline-size: 14px;
  block-size: 14px;
  border: 0;
  border-radius: 50%;
  background: var(--accent);
  transition: scale var(--smooth);
}

input:focus-visible::-webkit-slider-thumb {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}

input:focus-visible::-moz-range-thumb {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}

input:is(:hover, :active)::-webkit-slider-thumb {
  scale: 1.25;
}

input:is(:hover, :active)::-moz-range-thumb {
  scale: 1.25;
}

input:disabled {
  --fill: 0;

  cursor: default;
}

input:disabled::-webkit-slider-thumb {
  visibility: hidden;
}

input:disabled::-moz-range-thumb {
  visibility: hidden;
}

.start {
  grid-area: start;
  display: flex;
  align-items: center;
  gap: 4px;
}

.transport {
  grid-area: transport;
  display: flex;
  align-items: center;
  gap: 2px;
}

.play {
  position: relative;
  min-inline-size: 44px;
  min-block-size: 44px;
  margin-inline: 6px;
  border-radius: 50%;
  background: var(--accent);
  color: var(--on-accent);
}

.play:hover {
  background: var(--accent-strong);
}

.play:focus-visible {
  outline-offset: 2px;
}

.play .icon {
  inline-size: 18px;
  block-size: 18px;
}

[data-status="paused"] .play .icon + .icon, [data-status]:not([data-status="paused"]) .play .icon:first-child {
  display: none;
}

/* Getting ready. */
[data-status="preparing"] .play::after {
  position: absolute;
  inset: -4px;
  border: 2px solid transparent;
  border-block-start-color: var(--accent);
  border-radius: 50%;
  content: "";
  animation: turn 900ms linear infinite;
}

@keyframes turn {
  to {
    rotate: 360deg;
  }
}

.choices {
  position: relative;
  display: flex;
  min-inline-size: 0;
}

select {
  inline-size: 100%;
  min-inline-size: 0;
  block-size: var(--target);
  padding: 0 10px;
  border: 1px solid transparent;
  border-radius: 10px;
  appearance: none;
  background: var(--field);
  font-size: max(12px, 0.8125em);
  font-weight: 600;
  text-overflow: ellipsis;
  cursor: pointer;
  transition: background-color var(--smooth);
}

option {
  background: var(--card);
  color: var(--ink);
  font-weight: 400;
}

.rate {
  inline-size: calc(3.5em + 16px);
}

.rate select {
  direction: ltr;
  text-align-last: center;
  font-variant-numeric: tabular-nums;
}

.voice {
  grid-area: voice;
}

.voice select {
  padding-inline-end: 24px;
}

.voice::after {
  position: absolute;
  inset-block-start: calc(50% - 5px);
  inset-inline-end: 11px;
  inline-size: 6px;
  block-size: 6px;
  border: solid var(--quiet);
  border-width: 0 1.5px 1.5px 0;
  content: "";
  pointer-events: none;
  transform: rotate(45deg);
}

.back {
  position: absolute;
  inset-block-end: calc(100% + 10px);
  inset-inline: 0;
  gap: 8px;
  inline-size: fit-content;
  margin-inline: auto;
  padding: 0 16px 0 12px;
  border-radius: 18px;
  background: var(--accent);
  color: var(--on-accent);
  font-size: max(13px, 0.875em);
  font-weight: 600;
  box-shadow: 0 1px 2px #0000001f, 0 4px 16px #00000038;
}

.back:hover {
  background: var(--accent-strong);
}

[data-place="top"] > .back {
  inset-block: calc(100% + 10px) auto;
}

.menu {
  position: absolute;
  inset-block-end: calc(100% + 8px);
  inset-inline-end: 0;
  z-index: 1;
  inline-size: min(280px, 100%);
  padding: 6px;
}

[data-place="top"] > .menu {
  inset-block: calc(100% + 8px) auto;
}

.item {
  display: block;
  inline-size: 100%;
  padding: 8px 12px;
  font-size: max(13px, 0.875em);
  text-align: start;
}

.item small {
  display: block;
  color: var(--quiet);
}

@media (pointer: coarse) {
  .panel {
    --target: 44px;
  }

  .play {
    min-inline-size: 52px;
    min-block-size: 52px;
  }
}

@media (max-width: 559px) {
  .controls {
    grid-template:
      "seek seek seek close" auto
      "transport transport transport transport" auto
      "grip start voice more" auto / auto auto 1fr auto;
    row-gap: 4px;
    padding: 2px 6px 6px;
  }

  .panel[dir="rtl"] .controls {
    padding: 2px 6px 6px;
  }

  .seek {
    padding-inline-start: 8px;
  }

  .grip {
    align-self: center;
  }

  .transport {
    justify-content: center;
  }

  .text {
    padding-inline: 14px;
  }
}

@media (prefers-reduced-motion: reduce) {
  .panel, .panel *, .panel ::after {
    animation: none;
    transition: none;
  }

  [data-status="preparing"] .play::after {
    border-color: var(--accent);
    border-style: dotted;
  }
}

@media (forced-colors: active) {
  .panel {
    --accent: Highlight;
    --on-accent: HighlightText;
    --track: Canvas;
  }

  button {
    border-color: ButtonBorder;
  }

  .grip, .tool {
    border-color: transparent;
  }

  select {
    border-color: ButtonBorder;
  }

  .play, .back, mark {
    forced-color-adjust: none;
    border-color: Highlight;
  }

  .play:hover, .back:hover {
    background: Highlight;
  }

  input::-webkit-slider-runnable-track {
    border: 1px solid CanvasText;
    forced-color-adjust: none;
  }

  input::-webkit-slider-thumb {
    margin-block-start: -5px;
    forced-color-adjust: none;
  }

  input::-moz-range-track {
    border: 1px solid CanvasText;
    forced-color-adjust: none;
  }

  input::-moz-range-thumb {
    forced-color-adjust: none;
  }
}
`;
