import { firefoxOffscreenHost } from "./offscreen-host.firefox.ts";
import { startBackground } from "./start.ts";

startBackground(firefoxOffscreenHost);
