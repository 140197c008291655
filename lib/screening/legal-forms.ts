/**
 * Legal forms and how they are written, longest first: what they stand for says little about who a name names, so the
 * comparison leaves them out. Written in the normal form of names: lower-case ASCII, words apart.
 */
export const legalForms: readonly string[] = [
  "gesellschaft mit beschrankter haftung", "gesellschaft mbh", "gesmbh", "mbh", "og",
  "limited liability company", "public limited company", "private limited company", "open joint stock company",
  "public joint stock company", "closed joint stock company", "joint stock company", "societatea cu raspundere limitata",
  "societe anonyme", "aktsionernoe obshchestvo", "aktsionernoye obshchestvo", "akcionernoe obsestvo", "aktiengesellschaft",
  "sociedad anonima", "sp z o o", "spolka z o o", "s de r l de c v", "s p r de r l de c v", "s a de c v", "sa de cv",
  "s a r l", "g m b h", "s a s", "l l c", "l t d", "p l c", "o o o", "o a o", "z a o", "p a o", "e o o d", "o o d",
  "n v", "b v", "a g", "s a", "l p", "n a", "s p a", "c a", "s c", "s e", "pte ltd", "pty ltd", "co ltd", "and co", "llc",
  "ltd", "ltda", "limited", "plc", "inc", "incorporated", "corp", "corporation", "company", "co", "gmbh", "ag", "sa",
  "sarl", "sas", "spa", "srl", "bv", "nv", "se", "kg", "ohg", "ooo", "oao", "zao", "pao", "ao", "ojsc", "pjsc", "cjsc",
  "jsc", "lp", "llp", "na", "oy", "ab", "as", "aps", "kft", "ood", "eood", "doo", "dd", "jv", "pte", "pty", "est", "fze",
]; // biome-ignore format: one list of words
