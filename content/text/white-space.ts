/** How the white space of a text is shown. */
export interface WhiteSpace {
  /** True if a line break of the text is shown as one. */
  keepsLines: boolean;
  /** Matches pieces that neither begin nor end with white space, and what is between them: line breaks that are shown, and other white space. */
  tokens: RegExp;
}

const words = String.raw`[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*`;
const anySpace = String.raw`[ \t\n\r\f]+`;
const lineBreak = String.raw`\r\n?|\n|[ \t\f]+`;

/** By the values of `white-space-collapse`. A no-break space counts as an ordinary character. */
const kinds: Record<string, WhiteSpace> = {
  collapse: { keepsLines: false, tokens: new RegExp(`${words}|${anySpace}`, "g") },
  "preserve-breaks": { keepsLines: true, tokens: new RegExp(`${words}|${lineBreak}`, "g") },
  "preserve-spaces": { keepsLines: false, tokens: new RegExp(String.raw`[^ \t\n\r\f](?:[^]*[^ \t\n\r\f])?|${anySpace}`, "g") },
};
const preserve: WhiteSpace = {
  keepsLines: true,
  tokens: new RegExp(String.raw`[^ \t\n\r\f](?:[^\r\n]*[^ \t\n\r\f])?|${lineBreak}`, "g"),
};

/** How white space is shown in a style. */
export function whiteSpaceOf(style: CSSStyleDeclaration): WhiteSpace {
  return kinds[style.getPropertyValue("white-space-collapse")] ?? preserve;
}
