/** Forms of address and rank, which come and go before the same name. */
export const titles: ReadonlySet<string> = new Set(
  "mr mrs ms miss dr prof sir dame lord lady monsieur madame mme herr frau senor senora don dona shaikh sheikh shaykh sheik haji hajji mullah mawlawi maulavi sayyid seyyed hon col colonel gen general capt captain maj major lt rev mv mt ss".split(" "),
); // biome-ignore format: one list of words

/** Words that tie names together: a missing or another one says little. */
export const particles: ReadonlySet<string> = new Set(
  "al el ul ad ud ur as ash bin ben ibn bint de del de la le di da do dos du van von der den ter of the and y e i zu".split(" "),
); // biome-ignore format: one list of words

/** Words that many organisations share: they name the trade, not who it is. */
export const tradeWords: ReadonlySet<string> = new Set(
  "bank banking group gruppe holding holdings international global industries services trading investment investments partners capital fund trust".split(" "),
); // biome-ignore format: one list of words

/** Numbers in words and in Roman figures, in figures: `Three Percenters`, `Fund VIII`. */
export const numbers: ReadonlyMap<string, string> = new Map(
  ["one i", "two ii", "three iii", "four iv", "five v", "six vi", "seven vii", "eight viii", "nine ix", "ten x", "eleven xi", "twelve xii", "thirteen xiii", "fourteen xiv", "fifteen xv", "twenty xx"].flatMap(
    (both, at) => both.split(" ").map((word): [string, string] => [word, String(at === 15 ? 20 : at + 1)]),
  ),
); // biome-ignore format: one list of words

/** Short and long forms of given names, by groups. */
export const shortForms: ReadonlyMap<string, string> = new Map(
  ["theodore ted teddy", "william bill billy will", "robert bob rob bobby", "richard dick rick", "elizabeth liz beth betty lisa", "james jim jimmy", "john jack juan", "edward ed eddie", "michael mike", "joseph joe", "thomas tom tommy", "katherine kate cathy kathy", "alexander alex sasha", "margaret maggie peggy", "benjamin ben bibi", "samuel sam", "daniel dan", "david dave", "nicholas nick", "anthony tony"].flatMap(
    (group) => group.split(" ").map((name, _, [first]): [string, string] => [name, first as string]),
  ),
); // biome-ignore format: one list of words
