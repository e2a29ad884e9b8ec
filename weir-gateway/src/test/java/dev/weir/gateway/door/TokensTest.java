package dev.weir.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.weir.Role;
import dev.weir.config.AuthConfig;
import dev.weir.config.JwtConfig;
import dev.weir.config.Rights;
import dev.weir.gateway.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which tokens tell who calls, and which tell nothing.
@Tag("S5")
@Timeout(30)
final class TokensTest {
  private static final Signer RSA = Signer.rsa();
  private static final Signer EC = Signer.ec("ec");
  private static final Signer ED = Signer.ed25519("ed");
  private static final Signer STRANGER = Signer.ec("ec");
  private static final Rights NOTHING = new Rights(Set.of(), List.of());

  private final HandClock clock = new HandClock();
  private Path file = Path.of("");
  private AuthConfig settings = new AuthConfig(Map.of(), Map.of(), Set.of(), Duration.ofHours(12));
  private @Nullable Tokens opened;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    file = folder.resolve("keys.json");
    Files.writeString(file, Signer.set(RSA, EC, ED));
    settings = with(config(NOTHING));
    opened = new Tokens(() -> settings, clock);
  }

  @AfterEach
  void close() {
    tokens().close();
  }

  @ParameterizedTest
  @MethodSource("good")
  void a_token_of_each_algorithm_tells_who_calls(Signer signer) throws IOException {
    file = file.resolveSibling("others.json");
    Files.writeString(file, Signer.set(signer));
    settings = with(config(NOTHING));

    var visitor = visitor(tokens().prove(signer.token()));

    assertThat(visitor.title()).isEqualTo("token shop");
    assertThat(visitor.rights()).isEqualTo(new Rights(Set.of(Role.PRODUCE), List.of("orders.*")));
  }

  static Stream<Signer> good() {
    return Stream.concat(
        Stream.of(
                JWSAlgorithm.RS256,
                JWSAlgorithm.RS384,
                JWSAlgorithm.RS512,
                JWSAlgorithm.PS256,
                JWSAlgorithm.PS384,
                JWSAlgorithm.PS512)
            .map(RSA::by),
        Stream.of(
            EC,
            Signer.ec("p384", Curve.P_384, JWSAlgorithm.ES384),
            Signer.ec("p521", Curve.P_521, JWSAlgorithm.ES512),
            ED,
            ED.by(JWSAlgorithm.Ed25519)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void any_other_token_tells_nothing(String what, String token) {
    assertThat(tokens().prove(token)).as(what).isInstanceOf(Tokens.Proof.Wrong.class);
    assertThat(tokens().judge(token)).as(what).isNotInstanceOf(Tokens.Proof.Of.class);
  }

  static Stream<Object[]> bad() throws Exception {
    return Stream.of(signedByNobodyOfOurs(), claimingWhatIsNot(), ofAnotherForm())
        .flatMap(all -> all);
  }

  private static Stream<Object[]> signedByNobodyOfOurs() throws Exception {
    var claims = Signer.claims().build();
    return Stream.of(
        bad("unsigned", unsigned("{\"alg\":\"none\"}", claims)),
        bad("unsigned, in capitals", unsigned("{\"alg\":\"NoNe\"}", claims)),
        bad(
            "unsigned, with the signature of another",
            unsigned("{\"alg\":\"none\"}", claims) + "AAAA"),
        bad("no algorithm", unsigned("{\"typ\":\"JWT\"}", claims)),
        bad("signed with the public key as a secret", withPublicKey(JWSAlgorithm.HS256, claims)),
        bad("the same, of 512 bits", withPublicKey(JWSAlgorithm.HS512, claims)),
        bad(
            "the algorithm of another key",
            RSA.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("ec").build(), Signer.claims())),
        bad("a stranger's key of the same name", STRANGER.token()),
        bad("a stranger's key in the token", embedded()),
        bad("a key that nobody knows", Signer.ec("unknown").token()),
        bad(
            "no name of a key, and of none of ours",
            STRANGER.sign(new JWSHeader(JWSAlgorithm.ES256), Signer.claims())));
  }

  private static Stream<Object[]> claimingWhatIsNot() {
    return Stream.of(
        bad("expired", EC.sign(Signer.claims().expirationTime(Signer.at(-30_000)))),
        bad("without end", EC.sign(Signer.claims().expirationTime(null))),
        bad("not yet valid", EC.sign(Signer.claims().notBeforeTime(Signer.at(32_000)))),
        bad("issued in the future", EC.sign(Signer.claims().issueTime(Signer.at(32_000)))),
        bad("for somebody else", EC.sign(Signer.claims().audience("other"))),
        bad("for nobody", EC.sign(Signer.claims().audience((String) null))),
        bad("of another issuer", EC.sign(Signer.claims().issuer("https://id.example/"))),
        bad("of no issuer", EC.sign(Signer.claims().issuer(null))),
        bad("without a name", EC.sign(Signer.claims().subject(null))),
        bad("with a name of two lines", EC.sign(Signer.claims().subject("a\nb"))),
        bad("with a name of two lines to some", EC.sign(Signer.claims().subject("a\u0085b"))),
        bad("with a name of blanks", EC.sign(Signer.claims().subject("  "))),
        bad("with a name too long", EC.sign(Signer.claims().subject("a".repeat(201)))));
  }

  private static Stream<Object[]> ofAnotherForm() {
    var right = EC.token();
    return Stream.of(
        bad("critical", EC.sign(critical("exp2"), Signer.claims())),
        bad("unencoded", EC.sign(critical("b64"), Signer.claims())),
        bad(
            "of another type",
            EC.sign(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .keyID("ec")
                    .type(new JOSEObjectType("logout+jwt"))
                    .build(),
                Signer.claims())),
        bad(
            "no claims",
            EC.sign(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(), "[1]")),
        bad(
            "no JSON",
            EC.sign(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(), "[".repeat(5_000))),
        bad("claims changed", changed(right)),
        bad("signature cut off", right.substring(0, right.length() - 4)),
        bad("no signature", right.substring(0, right.lastIndexOf('.') + 1)),
        bad("signature of zeros", right.substring(0, right.lastIndexOf('.') + 1) + "A".repeat(86)),
        bad("two parts", right.substring(0, right.lastIndexOf('.'))),
        bad("four parts", right + ".AAAA"),
        bad("encrypted", right + ".AAAA.AAAA"),
        bad("more than 8 KiB", EC.sign(Signer.claims().claim("x", "x".repeat(8_192)))),
        bad("something after it", right + " x"),
        bad("characters of the other base64", right.replace('-', '+').concat("=")),
        bad("garbage", "eyJ.eyJ.eyJ"),
        bad("more garbage", "eyJ\u0000é.x.y"),
        bad("deep", "eyJ" + "W1tb".repeat(1_000) + ".W1tb.W1tb"),
        bad("nothing", ""));
  }

  @Test
  void a_token_without_the_name_of_a_key_is_tried_with_all_of_them() {
    var token = EC.sign(new JWSHeader(JWSAlgorithm.ES256), Signer.claims());

    assertThat(visitor(tokens().prove(token)).name()).isEqualTo("shop");
  }

  @Test
  void clocks_may_differ_by_the_leeway() {
    var ended = EC.sign(Signer.claims().expirationTime(Signer.at(0)));
    var early = EC.sign(Signer.claims().notBeforeTime(Signer.at(30_000)));
    assertThat(visitor(tokens().prove(ended)).name()).isEqualTo("shop");
    assertThat(visitor(tokens().judge(early)).name()).isEqualTo("shop");

    clock.advance(Duration.ofSeconds(30));

    assertThat(tokens().judge(ended)).isInstanceOf(Tokens.Proof.Wrong.class);
  }

  @Test
  void a_token_that_is_remembered_ends_too() {
    var token = EC.token();
    var visitor = visitor(tokens().prove(token));
    assertThat(tokens().known(token)).isSameAs(visitor);
    assertThat(tokens().isStill(visitor)).isTrue();

    clock.advance(Duration.ofSeconds(90));

    assertThat(tokens().known(token)).isNull();
    assertThat(tokens().judge(token)).isInstanceOf(Tokens.Proof.Wrong.class);
    assertThat(tokens().isStill(visitor)).isFalse();
  }

  @Test
  void with_a_key_that_is_gone_its_tokens_and_streams_end() throws IOException {
    var token = EC.token();
    var visitor = visitor(tokens().prove(token));

    Files.writeString(file, Signer.set(RSA));
    tokens().prove(Signer.ec("unknown").token()); // has the keys read again

    assertThat(tokens().known(token)).isNull();
    assertThat(tokens().judge(token)).isNotInstanceOf(Tokens.Proof.Of.class);
    assertThat(tokens().isStill(visitor)).isFalse();
    assertThat(visitor(tokens().judge(RSA.token())).name()).isEqualTo("shop");
  }

  @Test
  void a_new_key_counts_with_its_first_token() throws IOException {
    var added = Signer.ec("added");
    assertThat(tokens().prove(EC.token())).isInstanceOf(Tokens.Proof.Of.class);
    Files.writeString(file, Signer.set(EC, added));

    assertThat(tokens().judge(added.token())).isInstanceOf(Tokens.Proof.Unproven.class);
    assertThat(visitor(tokens().prove(added.token())).name()).isEqualTo("shop");
  }

  @Test
  void keys_that_are_broken_leave_those_before() throws IOException {
    assertThat(tokens().prove(EC.token())).isInstanceOf(Tokens.Proof.Of.class);

    Files.writeString(file, "{\"keys\":[{\"kty\":");

    var unknown = Signer.ec("unknown").token(); // has the keys read again
    assertThat(tokens().prove(unknown)).isInstanceOf(Tokens.Proof.Wrong.class);
    assertThat(tokens().judge(EC.sign(Signer.claims().subject("b"))))
        .isInstanceOf(Tokens.Proof.Of.class);
  }

  @Test
  void where_there_are_no_keys_nobody_is_told_that_they_are_wrong() throws IOException {
    Files.delete(file);
    settings = with(new JwtConfig(file + "2", "i", List.of("a"), CLAIMS, NOTHING, Duration.ZERO));

    assertThat(tokens().prove(EC.token())).isInstanceOf(Tokens.Proof.Away.class);
    assertThat(tokens().judge(EC.token())).isInstanceOf(Tokens.Proof.Away.class);
  }

  @Test
  void other_settings_count_at_once() {
    var token = EC.token();
    var visitor = visitor(tokens().prove(token));

    settings =
        with(
            new JwtConfig(
                file.toString(), Signer.ISSUER, List.of("other"), CLAIMS, NOTHING, Duration.ZERO));

    assertThat(tokens().prove(token)).isInstanceOf(Tokens.Proof.Wrong.class);
    assertThat(tokens().isStill(visitor)).isFalse();

    settings = new AuthConfig(Map.of(), Map.of(), Set.of(), Duration.ofHours(12));
    assertThat(tokens().take(token)).isFalse();
    assertThat(tokens().judge(token)).isInstanceOf(Tokens.Proof.Wrong.class);
  }

  @Test
  void a_blank_more_in_its_name_makes_it_somebody_elses() {
    var other = EC.sign(Signer.claims().subject(" shop"));

    assertThat(visitor(tokens().prove(other)).caller().owner()).isNotEqualTo("token shop");
  }

  @Test
  void a_token_that_names_no_roles_and_topics_has_those_that_are_set_for_it() {
    var bare = EC.sign(Signer.claims().claim("weir_roles", null).claim("weir_topics", null));
    assertThat(visitor(tokens().prove(bare)).rights()).isEqualTo(NOTHING);

    var reader = new Rights(Set.of(Role.READ), List.of("public.*"));
    settings = with(config(reader));

    assertThat(visitor(tokens().prove(bare)).rights()).isEqualTo(reader);
  }

  @Test
  void roles_may_be_a_list_or_words_with_a_prefix_and_stand_in_an_object() {
    var claims = new JwtConfig.Claims("name", "realm_access.roles", "https://weir.example/topics");
    settings =
        with(
            new JwtConfig(
                file.toString(),
                Signer.ISSUER,
                List.of("x", Signer.AUDIENCE),
                claims,
                NOTHING,
                Duration.ZERO));
    var token =
        EC.sign(
            Signer.claims()
                .claim("name", "Anna Weir")
                .claim("realm_access", Map.of("roles", List.of("weir:produce", "read", "admin")))
                .claim("https://weir.example/topics", "orders.* rides"));

    var visitor = visitor(tokens().prove(token));

    assertThat(visitor.title()).isEqualTo("token Anna Weir");
    assertThat(visitor.rights())
        .isEqualTo(new Rights(Set.of(Role.PRODUCE, Role.READ), List.of("orders.*", "rides")));
  }

  @Test
  void nothing_of_a_token_is_in_what_is_printed() {
    var token = EC.token();

    assertThat(String.valueOf(Token.parse(token))).isEqualTo("Token[]");
    assertThat(visitor(tokens().prove(token))).hasToString("token shop");
  }

  private static final JwtConfig.Claims CLAIMS =
      new JwtConfig.Claims("sub", "weir_roles", "weir_topics");

  private JwtConfig config(Rights otherwise) {
    return new JwtConfig(
        file.toString(),
        Signer.ISSUER,
        List.of(Signer.AUDIENCE),
        CLAIMS,
        otherwise,
        Duration.ofSeconds(30));
  }

  private static AuthConfig with(JwtConfig jwt) {
    return new AuthConfig(Map.of(), Map.of(), jwt, Map.of(), Set.of(), Duration.ofHours(12));
  }

  private Tokens tokens() {
    if (opened != null) return opened;
    throw new AssertionError("not started");
  }

  private static Visitor visitor(Tokens.Proof proof) {
    if (proof instanceof Tokens.Proof.Of(var visitor)) return visitor;
    throw new AssertionError("it is " + proof);
  }

  private static Object[] bad(String what, String token) {
    return new Object[] {what, token};
  }

  private static String unsigned(String header, JWTClaimsSet claims) {
    return base64(header) + "." + base64(claims.toString()) + ".";
  }

  private static String base64(String text) {
    return Base64URL.encode(text).toString();
  }

  /// For a verifier that takes the public key for the secret of an HMAC.
  private static String withPublicKey(JWSAlgorithm algorithm, JWTClaimsSet claims)
      throws Exception {
    var header = new JWSHeader.Builder(algorithm).keyID("rsa").build();
    var token = new SignedJWT(header, claims);
    token.sign(new MACSigner(RSA.key().toRSAKey().toRSAPublicKey().getEncoded()));
    return token.serialize();
  }

  private static String embedded() {
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(STRANGER.key().toPublicJWK());
    return STRANGER.sign(header.build(), Signer.claims());
  }

  private static JWSHeader critical(String name) {
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").criticalParams(Set.of(name));
    return name.equals("b64")
        ? header.base64URLEncodePayload(false).build()
        : header.customParam(name, 1).build();
  }

  private static String changed(String token) {
    var parts = token.split("\\.", -1);
    var claims = Signer.claims().claim("weir_roles", "operate").build().toString();
    return parts[0] + "." + base64(claims) + "." + parts[2];
  }
}
