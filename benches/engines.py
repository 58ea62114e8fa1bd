"""Other engines over the raw text of letters, one field: `engines.py ENGINE index|warm|cold ...`,
each in a process of its own so that its time and memory can be measured from outside."""
import importlib.util, json, os, random, re, sqlite3, sys, time
from pathlib import Path

TITLES = {
    "sqlite": "SQLite FTS5 (`porter`), raw text in one field",
    "tantivy": "tantivy from PyPI (`en_stem`), raw text in one field",
}
ASKED = 200
TOP = 10


def at_hand():
    """The engines that are installed."""
    return [name for name in TITLES if name == "sqlite" or importlib.util.find_spec(name)]


def texts(letters):
    """The texts of a folder of letters, in order."""
    for path in sorted(Path(letters).rglob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")


def queries(letters):
    """Words, pairs of words and phrases of two that occur in the letters, always the same."""
    chance = random.Random(1)
    paths = sorted(Path(letters).rglob("*.txt"))
    found = []
    while len(found) < ASKED:
        text = chance.choice(paths).read_text(encoding="utf-8", errors="replace")
        words = re.findall(r"(?<=[a-z] )[a-z]{4,}(?= [a-z])", text)
        pairs = re.findall(r"(?<= )[a-z]{4,} [a-z]{4,}(?= )", text)
        if len(words) > 2 and pairs:
            kinds = [chance.choice(words), " ".join(chance.sample(words, 2)), f'"{chance.choice(pairs)}"']
            found.append(kinds[len(found) % 3])
    return found


class Sqlite:
    def __init__(self, folder):
        self.db = sqlite3.connect(f"{folder}/letters.db")

    def index(self, letters):
        self.db.execute("create virtual table letters using fts5(body, tokenize='porter')")
        self.db.executemany("insert into letters values (?)", ((text,) for text in texts(letters)))
        self.db.commit()

    def search(self, query):
        count = self.db.execute("select count(*) from letters where letters match ?", (query,)).fetchone()[0]
        shown = "select snippet(letters, 0, '[', ']', '...', 30) from letters where letters match ? order by rank limit ?"
        return count, self.db.execute(shown, (query, TOP)).fetchall()


class Tantivy:
    def __init__(self, folder):
        import tantivy

        self.engine = tantivy
        body = tantivy.SchemaBuilder().add_text_field("body", stored=True, tokenizer_name="en_stem")
        self.schema = body.build()
        self.opened = tantivy.Index(self.schema, path=str(folder))
        self.searcher = self.opened.searcher()

    def index(self, letters):
        writer = self.opened.writer(192_000_000, 2)
        for text in texts(letters):
            writer.add_document(self.engine.Document(body=text))
        writer.commit()
        writer.wait_merging_threads()

    def search(self, query):
        all_of = query if query.startswith('"') else " ".join(f"+{word}" for word in query.split())
        parsed = self.opened.parse_query(all_of, ["body"])
        found = self.searcher.search(parsed, TOP, count=True)
        snippets = self.engine.SnippetGenerator.create(self.searcher, parsed, self.schema, "body")
        shown = [snippets.snippet_from_doc(self.searcher.doc(at)).to_html() for _, at in found.hits]
        return found.count, shown


ENGINES = {"sqlite": Sqlite, "tantivy": Tantivy}


def main():
    _, name, what, folder, argument = sys.argv
    engine = ENGINES[name](folder)
    if what == "index":
        engine.index(argument)
    elif what == "cold":
        engine.search(argument)
    else:
        asked = Path(argument).read_text(encoding="utf-8").splitlines()
        for query in asked:
            engine.search(query)
        start = time.time()
        total = sum(engine.search(query)[0] for query in asked)
        print(json.dumps({"wall": time.time() - start, "total": total}))


if __name__ == "__main__":
    main()
