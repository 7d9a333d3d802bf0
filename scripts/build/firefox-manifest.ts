import type chromiumManifest from "../../manifest.json";

/** The Firefox manifest: what Firefox lacks goes, what it needs of its own comes. */
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
    // Firefox keeps Alt+Shift+S for its History menu.
    commands: { ...manifest.commands, "read-selection": { ...manifest.commands["read-selection"], suggested_key: { default: "Alt+Shift+L" } } },
    permissions: manifest.permissions.filter((permission) => permission !== "offscreen"),
    // The offscreen document is an iframe of the event page there.
    content_security_policy: { extension_pages: policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'") },
  };
}
