#include "check.h"

#include "base/sha256.h"

/* FIPS 180-4's examples and the lengths around a block. */
static void digests_are_those_of_the_standard(void **state) {
    (void)state;
    char hex[65];
    sha256_hex((Str){ 0 }, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sha256_hex(S("abc"), hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_hex(S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), hex);
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    char *million = malloc(1000000);
    assert_non_null(million);
    memset(million, 'a', 1000000);
    sha256_hex((Str){ million, 1000000 }, hex);
    free(million);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* Digests of 55, 56, 63, 64 and 65 times "a", from coreutils' sha256sum. */
static void lengths_around_a_block(void **state) {
    (void)state;
    static const struct { size_t n; const char *hex; } known[] = {
        { 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318" },
        { 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a" },
        { 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34" },
        { 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb" },
        { 65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0" },
    };
    char text[65], hex[65];
    memset(text, 'a', sizeof text);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        sha256_hex((Str){ text, known[i].n }, hex);
        assert_string_equal(hex, known[i].hex);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(digests_are_those_of_the_standard), cmocka_unit_test(lengths_around_a_block) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
