/** English texts by length in characters: a short sentence, a long one and a paragraph. */
export const texts = {
  37: "The lamp is lit at dusk, like always.",
  185: "From the top of the tower she could see three ships on their way to the harbour, and a fourth one far away, which nobody on the pier had noticed yet because the fog was still too thick.",
  256: "The keeper wrote the time into the book, closed the window against the wind, and went down all the stairs to put the kettle on. From the top of the tower he had seen three ships on their way to the harbour. A fourth one was far away, and nobody saw it yet.",
} as const;

/** An English text of `length` characters without equal sentences. */
export function longText(length: number): string {
  let text = "";
  for (let day = 1; text.length < length; day++)
    text += `On day ${day} the keeper wrote ${day * 7 + 3} lines, and the lamp was lit at dusk. `;
  return text.slice(0, length);
}
