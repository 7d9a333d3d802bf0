const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };
const wellFormed = /^C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;

/** The number that a Roman numeral up to 399 stands for; undefined for other words. */
export function romanNumeral(written: string): number | undefined {
  if (written === "" || !wellFormed.test(written)) return undefined;
  let number = 0;
  for (const [index, letter] of [...written].entries()) {
    const value = values[letter] ?? 0;
    number += value < (values[written.charAt(index + 1)] ?? 0) ? -value : value;
  }
  return number;
}
