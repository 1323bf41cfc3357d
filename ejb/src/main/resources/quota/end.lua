-- Ends a reservation, once, whether this Redis knew of it or not; or corrects an end that came too
-- early, once.
--
-- KEYS: built, open, leases, done; then for each payer: used. All share one hash tag.
-- ARGV: epoch, id, kind (settled | released | expired | corrected), tokens, micros, day, month,
--       minus held tokens, minus held micros, how long to remember (ms),
--       tokens and micros that a correction adds to those of the expiry.
-- Gives: unbuilt; known: it had been told before; ended.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 'unbuilt'
end
local id, kind = ARGV[2], ARGV[3]
local was = redis.call('GET', KEYS[4])
local tokens, micros = ARGV[4], ARGV[5]
if kind == 'corrected' and was == 'expired' then
  tokens, micros = ARGV[11], ARGV[12]
elseif was then
  return 'known'
end
local held = redis.call('HDEL', KEYS[2], id) == 1
redis.call('ZREM', KEYS[3], id)
for i = 5, #KEYS do
  if held then
    redis.call('HINCRBY', KEYS[i], 'ht', ARGV[8])
    redis.call('HINCRBY', KEYS[i], 'hm', ARGV[9])
    redis.call('HINCRBY', KEYS[i], 'n', -1)
  end
  redis.call('HINCRBY', KEYS[i], 't:' .. ARGV[6], tokens)
  redis.call('HINCRBY', KEYS[i], 'm:' .. ARGV[7], micros)
  -- longer than any month
  redis.call('EXPIRE', KEYS[i], 3456000)
end
redis.call('SET', KEYS[4], kind, 'PX', ARGV[10])
return 'ended'
