-- tries: A value of a gigabyte, and rows that are larger than any message may be.
-- expect: as marked
-- limit: 20
SELECT length(repeat('x', 50000000))
-- => value 50000000
SELECT repeat('x', 1100000000)
-- => 54000
SELECT repeat('x', 30000000)
-- => gone | 08P01
