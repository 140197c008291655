-- The words of a search text: what a name, a phone number, an e-mail address or a customer number may be found by.
CREATE FUNCTION customer_words_of(search_text text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT DISTINCT left(ltrim(piece, '+'), 64) FROM regexp_split_to_table(search_text, ' +') piece WHERE length(ltrim(piece, '+')) > 1
$$;
--> statement-breakpoint
-- Whoever changes a customer's search text changes the words with it. In one order, so that two never wait for each other.
CREATE FUNCTION keep_customer_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM customer_words w WHERE w.customer_id = NEW.id
    AND (w.branch_id <> NEW.branch_id OR w.word NOT IN (SELECT customer_words_of(NEW.search_text)));
  INSERT INTO customer_words (customer_id, branch_id, word)
    SELECT NEW.id, NEW.branch_id, word FROM customer_words_of(NEW.search_text) word ON CONFLICT DO NOTHING;
  INSERT INTO search_words (word)
    SELECT word FROM customer_words_of(NEW.search_text) word WHERE word ~ '^[a-z]+$' ORDER BY word COLLATE "C" ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_words AFTER INSERT OR UPDATE OF search_text, branch_id ON customers FOR EACH ROW EXECUTE FUNCTION keep_customer_words();
--> statement-breakpoint
-- A word that nobody is called any more is forgotten: a rare name names a person.
CREATE FUNCTION forget_search_word() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM search_words s WHERE s.word = OLD.word
    AND NOT EXISTS (SELECT FROM customer_words w WHERE w.word COLLATE "C" = OLD.word);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER customer_words_forgotten AFTER DELETE ON customer_words FOR EACH ROW EXECUTE FUNCTION forget_search_word();
--> statement-breakpoint
INSERT INTO customer_words (customer_id, branch_id, word) SELECT c.id, c.branch_id, word FROM customers c, customer_words_of(c.search_text) word;
--> statement-breakpoint
INSERT INTO search_words (word) SELECT DISTINCT word FROM customer_words WHERE word ~ '^[a-z]+$';
--> statement-breakpoint
GRANT SELECT ON customer_words, search_words TO bank_app, bank_jobs, bank_read;
