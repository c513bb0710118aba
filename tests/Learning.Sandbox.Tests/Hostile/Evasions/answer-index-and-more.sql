-- tries: A statement behind an allowed one, as the owner: by a dollar quote that the lexer must read as the server does.
-- expect: RuntimeError
-- through: answer
CREATE INDEX mine ON item (name) WHERE name <> $x$ ; $x$; DROP TABLE item;
