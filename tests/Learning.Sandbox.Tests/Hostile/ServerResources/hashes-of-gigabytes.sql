-- tries: One hash after the other over hundreds of megabytes: a function of the server that nothing interrupts within.
-- expect: as marked
-- limit: 1.5
SELECT sha512(convert_to(repeat('x', 500000000), 'UTF8')), sha512(convert_to(repeat('y', 500000000), 'UTF8')) FROM generate_series(1, 10)
-- => TimeLimit
