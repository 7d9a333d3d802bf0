import { startBackground } from "./start.ts";
import { chromiumOffscreenHost } from "./offscreen-host.chromium.ts";

startBackground(chromiumOffscreenHost);
