-- tries: Rows of as many columns as there can be, and one more.
-- expect: as marked
SELECT {{repeat 1663 1, }} 1
-- => ok
SELECT {{repeat 1664 1, }} 1
-- => 54011
