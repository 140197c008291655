/** Realistic names in several scripts, the same ones for the same seed. */
export function nameMaker(seed: number): () => string {
  const draw = drawer(seed);
  const pick = (from: readonly string[]) => from[draw(from.length)] as string;
  const made = () => `${pick(starts)}${pick(middles)}${pick(ends)}`;
  return () => {
    const [given, family] = scripts[draw(10) < 8 ? 0 : 1 + draw(scripts.length - 1)] as (typeof scripts)[number];
    const surname = draw(3) === 0 ? pick(family) : family === latinFamily ? made() : pick(family);
    return draw(4) === 0 ? `${pick(given)} ${pick(given)} ${surname}` : `${pick(given)} ${surname}`;
  };
}

/** A linear congruential generator: repeatable, and good enough to spread names. */
export function drawer(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const words = (text: string) => text.split(" ");
const starts = words(
  "Ba Be Bran Cor Dal Den Dor El Fa Far Gar Ger Hal Har Her In Jar Kal Kar Kol Lan Lem Mar Mol Nor Ol Pal Per Ral Ros Sal Ser Tal Ter Ul Val Ver Wal Zan Zel",
);
const middles = words("a an ba be da den do er i in ka la le lo ma mi mo na ne o ra re ri ro sa si ta te ti va ve");
const ends = words(
  "berg borg coni dez dotti dze ek enko er ez feld ffer gård hauer ić ini ison kov lund mann mura nen ni ov ova oğlu poulos quist ra rian ries sen ski son stein stra tov vić wala ways wicz yan zadeh",
);
const latinGiven = words(
  "Amina Anna Arif Beatriz Björn Carlos Chiara Daniel Đặng Elif Émile Fatima François Giulia Hannah Hans Ines Ivan Jakub João José Karim Kwame Lars Layla Léa Lukas Maria Marek Mateo Mehmet Mohammed Ngozi Noor Olga Omar Paulo Priya Rania Sara Sergei Siobhán Sofía Stefan Thị Tomáš Ursula Vera Wei Yusuf Zoë Žofia",
);
const latinFamily = words(
  "Okafor Müller Nguyễn Silva García Kowalski Novák Yılmaz Haddad Smith Öztürk Andersson Rossi Moreau Petrović Ionescu Papadopoulos Singh Hassan Diallo",
);
const scripts: readonly [readonly string[], readonly string[]][] = [
  [latinGiven, latinFamily],
  [words("Сергей Анна Иван Ольга Дмитрий Татьяна Андрей Елена"), words("Иванов Петрова Лавров Соколов Кузнецова Попов Волкова Морозов")],
  [words("محمد فاطمة أحمد خالد ليلى عمر مريم يوسف"), words("الحسن العلي حداد منصور الشامي القاسم صالح ناصر")],
  [words("小龙 伟 芳 娜 敏 静 强 磊"), words("李 王 张 刘 陈 杨 赵 黄")],
  [words("Γιώργος Μαρία Νίκος Ελένη Κώστας Άννα"), words("Παπαδόπουλος Νικολάου Γεωργίου Αντωνίου Ιωάννου")],
]; // biome-ignore format: lists of words
