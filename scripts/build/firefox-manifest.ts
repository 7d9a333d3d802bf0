import type chromiumManifest from "../../manifest.json";

/** The Firefox manifest, without what Firefox does not support and with what only Firefox needs. */
export function firefoxManifest(manifest: typeof chromiumManifest): Record<string, unknown> {
  const {
    minimum_chrome_version: _chromeVersion,
    cross_origin_embedder_policy: _embedder,
    cross_origin_opener_policy: _opener,
    content_security_policy: { extension_pages: policy },
    ...common
  } = manifest;
  return {
    ...common,
    background: { scripts: ["background.js"] },
    // In Firefox, Alt+Shift+S opens its History menu.
    commands: {
      ...manifest.commands,
      "read-selection": { ...manifest.commands["read-selection"], suggested_key: { default: "Alt+Shift+L" } },
    },
    // Only with `menus` a script in a page is told on which element a menu was opened.
    permissions: [...manifest.permissions.filter((permission) => permission !== "offscreen"), "menus"],
    // In Firefox the offscreen document is an iframe of the event page.
    content_security_policy: { extension_pages: policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'") },
  };
}
