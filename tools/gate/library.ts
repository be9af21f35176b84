import type { Finding } from "./finding.ts";
import type { SourceFile } from "./source.ts";

const MOST_LINES = 250;

/** What is unfinished, switched off or too long in the library. */
export function libraryFindings(files: readonly SourceFile[]): readonly Finding[] {
  return files.flatMap((file) => oneFile(file).map((what) => ({ where: file.path, what })));
}

function oneFile({ text }: SourceFile): readonly string[] {
  const lines = text.split("\n").length - 1;
  const generated = text.slice(0, 300).includes("generated");
  return [
    ...lines > MOST_LINES && !generated ? [`${lines} lines (200 read well)`] : [],
    ...(/\b(?:TODO|FIXME|XXX)\b/.test(text) ? ["unfinished work"] : []),
    ...(/@ts-(?:ignore|nocheck)/.test(text) ? ["the type check is switched off"] : []),
    ...(/\bas any\b|: any\b/.test(text) ? ["the type any"] : []),
  ];
}
