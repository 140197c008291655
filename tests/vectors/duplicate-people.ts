import type { PersonFacts } from "@/lib/customers/likeness";

const person = (fullName: string, birthDate: string | null, idNumber: string | null): PersonFacts => ({
  fullName,
  birthDate,
  idNumber,
  phone: null,
  email: null,
});

/** Two records and whether they are one person, with the slips that the Febrl generator (Christen, ANU) makes. */
export const duplicatePeople: readonly [kind: string, left: PersonFacts, right: PersonFacts, same: boolean][] = [
  ["names swapped", person("anthony beazley", "19730924", "6558077"), person("beazley anthony", "19730924", "6558077"), true],
  ["another given name", person("luke purdon", "19831024", "8099933"), person("mia purdon", "19831024", "8099933"), true],
  ["the id typed wrong", person("imogen hart", "19361218", "4817613"), person("imzogen hart", "19301206", "4816613"), true],
  ["another id", person("paige lowe", "19140707", "2534242"), person("paige lowe", "19140707", "5860195"), true],
  ["no date of birth", person("jo finlay", null, "3110042"), person("jo finlay", "19940815", "3110042"), true],
  ["another surname", person("ann waller", "19081209", "6988048"), person("ann noble", "19081209", "6988048"), true],
  ["a common surname only", person("paige lowe", "19140707", "2534242"), person("alexa lowe", "19691123", "2624157"), false],
  ["born on one day", person("jacob lyden", "19910424", "6426415"), person("kayla berry", "19910424", "7364009"), false],
  ["the same name, other facts", person("jack white", "19500101", "1000001"), person("jack white", "19800909", "7654321"), false],
]; // biome-ignore format: a table
