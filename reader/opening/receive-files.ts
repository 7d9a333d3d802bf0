import { byId } from "../../ui/dom.ts";
import type { OfferedFile } from "./open-document.ts";

/** Who is told what a person wants to open. */
interface Receiver {
  /** A file was chosen, dropped or pasted. */
  onFile(file: OfferedFile): void;
  /** Text was pasted. */
  onText(text: string): void;
}

/** Receives files from the picker, and files and texts that are dropped or pasted anywhere on the page. Of several files the first is taken. */
export function receiveFiles({ onFile, onText }: Receiver): void {
  const input = byId("file", HTMLInputElement);
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) onFile({ name: file.name, content: file });
    // The same file may be chosen again.
    input.value = "";
  });

  const take = (data: DataTransfer | null): boolean => {
    const [file] = data?.files ?? [];
    const text = data?.getData("text/plain") ?? "";
    if (file) onFile({ name: file.name, content: file });
    else if (text !== "") onText(text);
    return file !== undefined || text !== "";
  };
  const isTaken = ({ types }: DataTransfer): boolean => types.includes("Files") || types.includes("text/plain");

  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer || !isTaken(event.dataTransfer) || isInField(event.target)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget === null && document.body.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (isInField(event.target)) return;
    if (take(event.dataTransfer)) event.preventDefault();
  });
  document.addEventListener("paste", (event) => {
    if (!isInField(event.target) && take(event.clipboardData)) event.preventDefault();
  });
}

const isInField = (target: EventTarget | null): boolean => target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
