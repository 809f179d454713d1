package dev.dragoman.gateway.upstream.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.gateway.TestGateway;
import dev.dragoman.testkit.BedrockWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.SignatureCheck;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Source: AssumeRole in the API reference of AWS Security Token Service. */
class AssumedRoleTest {
  /** AWS's own way to name another STS, as a property of the process. */
  private static final String STS_ENDPOINT = "aws.endpointUrlSts";

  private static final String ROLE = "arn:aws:iam::123456789012:role/dragoman-bedrock";
  private static final String MODEL = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final CredentialRef SECRET = new CredentialRef("default/aws");
  private static final String OWN_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String LENT_SECRET = "lent+secret/of+the+role";

  private final ScriptedUpstream sts = ScriptedUpstream.start();
  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private TestGateway gateway;

  @BeforeEach
  void start() {
    System.setProperty(STS_ENDPOINT, sts.url().toString());
    gateway =
        TestGateway.serving()
            .bedrock(
                "role",
                upstream.url(),
                ROLE,
                new AuthEntry(AuthEntry.Type.AwsStatic, SECRET, null),
                Map.of(
                    SECRET.key(AuthEntry.Aws.ACCESS_KEY_ID),
                    "AKIDEXAMPLE",
                    SECRET.key(AuthEntry.Aws.SECRET_ACCESS_KEY),
                    OWN_SECRET))
            .route("role", MODEL, "claude")
            .start();
  }

  @AfterEach
  void stop() {
    gateway.close();
    upstream.close();
    sts.close();
    System.clearProperty(STS_ENDPOINT);
  }

  private static Scenario lent(String accessKeyId, Duration life) {
    Instant expiry = Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
    return Scenario.body(
        200,
        "text/xml",
        """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleResult>
            <Credentials>
              <AccessKeyId>%s</AccessKeyId>
              <SecretAccessKey>%s</SecretAccessKey>
              <SessionToken>token-of-%s</SessionToken>
              <Expiration>%s</Expiration>
            </Credentials>
            <AssumedRoleUser>
              <Arn>arn:aws:sts::123456789012:assumed-role/dragoman-bedrock/dragoman</Arn>
              <AssumedRoleId>AROA:dragoman</AssumedRoleId>
            </AssumedRoleUser>
          </AssumeRoleResult>
          <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
        </AssumeRoleResponse>
        """
            .formatted(accessKeyId, LENT_SECRET, accessKeyId, expiry)
            .getBytes(UTF_8));
  }

  private static Scenario refused() {
    return Scenario.body(
        403,
        "text/xml",
        """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error>
            <Type>Sender</Type>
            <Code>AccessDenied</Code>
            <Message>User: arn:aws:iam::1:user/u may not assume %s</Message>
          </Error>
          <RequestId>1</RequestId>
        </ErrorResponse>
        """
            .formatted(ROLE)
            .getBytes(UTF_8));
  }

  private HttpResponse<String> ask() throws Exception {
    upstream.then(Scenario.json(BedrockWire.whole(ScriptedTurn.saying("Good day"))));
    return gateway.post(
        "/v1/messages",
        "{\"model\":\"claude\",\"max_tokens\":64,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello.\"}]}");
  }

  @Test
  void theKeyOfTheRoleSignsAndIsAskedForOnce() throws Exception {
    // Given
    sts.then(lent("ASIALENT", Duration.ofHours(1)));

    // When
    int status = ask().statusCode();
    ask();

    // Then
    assertThat(status).isEqualTo(200);
    ScriptedExchange asked = sts.take();
    assertThat(new SignatureCheck("AKIDEXAMPLE", OWN_SECRET, "eu-west-1", "sts").faults(asked))
        .isEmpty();
    assertThat(asked.bodyText().split("&"))
        .contains(
            "Action=AssumeRole",
            "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fdragoman-bedrock",
            "RoleSessionName=dragoman");
    ScriptedExchange signed = upstream.take();
    assertThat(new SignatureCheck("ASIALENT", LENT_SECRET, "eu-west-1", "bedrock").faults(signed))
        .isEmpty();
    assertThat(signed.headers().first("x-amz-security-token")).isEqualTo("token-of-ASIALENT");
    assertThat(upstream.take().headers().first("x-amz-security-token"))
        .isEqualTo("token-of-ASIALENT");
    assertThat(sts.exchanges()).hasSize(1);
  }

  @Test
  void aKeyThatIsAboutToExpireIsExchangedWhileItStillCounts() throws Exception {
    // Given
    Instant end = Instant.now().plusSeconds(25);
    sts.then(lent("ASIAFIRST", Duration.ofSeconds(25)));
    sts.then(lent("ASIANEXT", Duration.ofHours(1)));
    ask();
    assertThat(upstream.take().headers().first("x-amz-security-token"))
        .isEqualTo("token-of-ASIAFIRST");

    // When
    String token;
    do {
      ask();
      token = upstream.take().headers().first("x-amz-security-token");
    } while ("token-of-ASIAFIRST".equals(token) && Instant.now().isBefore(end));

    // Then
    assertThat(token).isEqualTo("token-of-ASIANEXT");
    assertThat(Instant.now()).isBefore(end);
  }

  @Test
  void aRoleThatIsRefusedFailsTheRequestAndTheNextAsksAgain() throws Exception {
    // Given
    sts.then(refused());
    sts.then(lent("ASIALENT", Duration.ofHours(1)));

    // When
    HttpResponse<String> reply = ask();

    // Then
    assertThat(reply.statusCode()).isEqualTo(502);
    assertThat(reply.body())
        .contains("AWS refuses the gateway the role of this upstream")
        .doesNotContain("123456789012", "AKIDEXAMPLE", OWN_SECRET);
    assertThat(upstream.exchanges()).isEmpty();
    assertThat(ask().statusCode()).isEqualTo(200);
  }
}
