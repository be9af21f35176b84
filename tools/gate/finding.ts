/** Something that is not as it should be: where, and what. */
export type Finding = { readonly where: string; readonly what: string };

/** The findings as lines for a person. */
export function report(findings: readonly Finding[]): string {
  return findings.map(({ where, what }) => `${where}: ${what}`).join("\n");
}
