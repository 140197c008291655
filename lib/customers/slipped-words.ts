import type { Sql } from "@/db/client";
import { editDistance } from "../screening/edit-distance";

/** The words some customer is called by that are the typed one, or are it with a slip or two. */
export async function slippedWords(sql: Sql, typed: string): Promise<string[]> {
  const allowed = typed.length < 5 ? 1 : 2;
  const [slipped, alike] = await Promise.all([
    sql<{ word: string }[]>`select word from search_words where word = any(${oneSlip(typed)}::text[])`,
    sql<{ word: string }[]>`
      select word from search_words where word % ${typed} order by similarity(word, ${typed}) desc, word limit 60`,
  ]);
  const near = alike.filter(({ word }) => editDistance(typed, word, allowed) <= allowed);
  return [...new Set([...slipped, ...near].map(({ word }) => word))];
}

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

/** Every word that is the typed one but for a letter left out, put in or changed, or for two neighbours swapped. */
function oneSlip(typed: string): string[] {
  const places = Array.from({ length: Math.min(typed.length, 16) + 1 }, (_, at) => at);
  return places.flatMap((at) => {
    const [before, after] = [typed.slice(0, at), typed.slice(at)];
    return [
      before + after.slice(1),
      before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2),
      ...LETTERS.flatMap((letter) => [before + letter + after, before + letter + after.slice(1)]),
    ];
  });
}
