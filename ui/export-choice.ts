import { t } from "../src/shared/i18n.ts";
import type { ExportWish } from "../src/shared/protocol.ts";
import { exportFormats, type ExportFormat, type Settings } from "../src/shared/settings.ts";
import { make } from "./dom.ts";
import { encodableFormats } from "./encodable-formats.ts";

const nameOf: Record<ExportFormat, () => string> = {
  mp3: () => t("exportFormat_mp3"),
  wav: () => t("exportFormat_wav"),
  m4b: () => t("exportFormat_m4b"),
  opus: () => t("exportFormat_opus"),
};

/** The choice of how audio files are made. */
export interface ExportChoice {
  element: HTMLElement;
  /** What is chosen now. */
  wish(): ExportWish;
  show(settings: Pick<Settings, "exportFormat" | "exportCaptions">): void;
}

/** Creates the choice of a format and of captions. `change` remembers them. Formats that this browser cannot make are named below it. */
export function createExportChoice(
  change: (settings: Pick<Settings, "exportFormat"> | Pick<Settings, "exportCaptions">) => void,
): ExportChoice {
  const format = make("select", { id: "export-format" });
  const captions = make("input", { id: "export-captions", type: "checkbox" });
  const missing = make("p", { className: "quiet", hidden: true }, t("exportNoOpus"));
  format.addEventListener("change", () => change({ exportFormat: formatNamed(format.value) }));
  captions.addEventListener("change", () => change({ exportCaptions: captions.checked }));

  let offered: readonly ExportFormat[] = [];
  let wished: ExportFormat | undefined;
  const showFormat = (): void => {
    if (wished && offered.includes(wished)) format.value = wished;
  };
  void encodableFormats().then((formats) => {
    offered = formats;
    format.replaceChildren(...formats.map((each) => make("option", { value: each }, nameOf[each]())));
    missing.hidden = formats.includes("opus");
    showFormat();
  });

  return {
    element: make(
      "div",
      { className: "export-how" },
      make("label", { htmlFor: format.id }, t("exportFormat")),
      make("span", { className: "select" }, format),
      make("label", { className: "check" }, captions, t("exportCaptions")),
      missing,
    ),
    wish: () => ({ format: formatNamed(format.value), captions: captions.checked }),
    show({ exportFormat, exportCaptions }) {
      if (wished !== exportFormat) {
        wished = exportFormat;
        showFormat();
      }
      captions.checked = exportCaptions;
    },
  };
}

function formatNamed(name: string): ExportFormat {
  return exportFormats.find((format) => format === name) ?? exportFormats[0];
}
