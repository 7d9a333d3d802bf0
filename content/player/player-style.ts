import colours from "../../src/shared/styles/colours.css";
import heardWord from "../../src/shared/styles/heard-word.css";
import icon from "../../src/shared/styles/icon.css";
import reducedMotion from "../../src/shared/styles/reduced-motion.css";
import ring from "../../src/shared/styles/ring.css";
import sharedSeekBar from "../../src/shared/styles/seek-bar.css";
import unseen from "../../src/shared/styles/unseen.css";
import back from "./styles/back.css";
import base from "./styles/base.css";
import button from "./styles/button.css";
import card from "./styles/card.css";
import choices from "./styles/choices.css";
import controls from "./styles/controls.css";
import host from "./styles/host.css";
import mainButtons from "./styles/main-buttons.css";
import menu from "./styles/menu.css";
import panel from "./styles/panel.css";
import play from "./styles/play.css";
import seekBar from "./styles/seek-bar.css";
import text from "./styles/text.css";

const shared = [colours, unseen, reducedMotion, icon, heardWord, ring, sharedSeekBar];
const own = [host, panel, base, card, text, button, controls, seekBar, play, mainButtons, choices, back, menu];

/** The style of the player: what it shares with the popup, then its own parts, which win. */
export const playerStyle = [...shared, ...own].join("");
