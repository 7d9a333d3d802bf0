/** The icons of the players in the page and in the popup that are filled: paths in a square of 16. */
export const filledShapes = {
  play: "M4 2.6v10.8a.8.8 0 0 0 1.2.7l8.9-5.4a.8.8 0 0 0 0-1.4L5.2 1.9A.8.8 0 0 0 4 2.6Z",
  pause:
    "M4 2h1.6a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Zm6.4 0H12a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-1.6a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Z",
  nextSentence:
    "M3.5 3.6v8.8a.7.7 0 0 0 1.1.6l6.4-4.4a.7.7 0 0 0 0-1.2L4.6 3a.7.7 0 0 0-1.1.6ZM12 3.7a.7.7 0 0 1 1.4 0v8.6a.7.7 0 0 1-1.4 0Z",
  nextParagraph:
    "M1.6 4.4v7.2a.7.7 0 0 0 1.1.6l4.9-3.6v3a.7.7 0 0 0 1.1.6L13 8.9v2.9a.7.7 0 0 0 1.4 0V4.2a.7.7 0 0 0-1.4 0v2.9L8.7 3.8a.7.7 0 0 0-1.1.6v3L2.7 3.8a.7.7 0 0 0-1.1.6Z",
  more: "M8 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8ZM3 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8ZM13 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8Z",
  grip: "M6 2.4a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4ZM10 2.4a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4ZM6 6.8a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4ZM10 6.8a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4ZM6 11.2a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4ZM10 11.2a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4Z",
};
/** The icons that are drawn with a line, in the same square. */
export const drawnShapes = {
  place: "M8 3.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6ZM8 1v2.2M8 12.8V15M1 8h2.2M12.8 8H15M8 7.9v.2",
  close: "m3.8 3.8 8.4 8.4m0-8.4-8.4 8.4",
};

/** An icon of the players. */
export type PlayerShape = keyof typeof filledShapes | keyof typeof drawnShapes;
