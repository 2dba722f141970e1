<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Which counter is this?</source>
        <translation>这是哪个柜台？</translation>
    </message>
    <message>
        <source>The site stands on every tag, slip and record. Its code cannot be changed later.</source>
        <translation>站点会写在每张标签、单据和每条记录上，代码以后不能更改。</translation>
    </message>
    <message>
        <source>Region &amp;code</source>
        <translation>行政区划代码(&amp;C)</translation>
    </message>
    <message>
        <source>Six digits of GB/T 2260, such as 370883 for Zoucheng</source>
        <translation>GB/T 2260 的 6 位数字，例如邹城市 370883</translation>
    </message>
    <message>
        <source>Site n&amp;ame</source>
        <translation>站点名称(&amp;A)</translation>
    </message>
    <message>
        <source>As it stands on slips</source>
        <translation>按单据上的写法，例如“邹城市公物仓”</translation>
    </message>
    <message>
        <source>N&amp;umber of this PC</source>
        <translation>本站第几台电脑(&amp;U)</translation>
    </message>
    <message>
        <source>1 for the first or only PC of this site; else a number that no other PC here has</source>
        <translation>本站点的第一台或唯一一台填 1；否则填本站点其他电脑没有用过的编号</translation>
    </message>
    <message>
        <source>Is it the first PC of this site? Then 1; else a number that no other PC here has.</source>
        <translation>是本站点的第一台电脑就填 1，否则填本站点其他电脑没有用过的编号。</translation>
    </message>
    <message>
        <source>The number is from 1 to 98.</source>
        <translation>编号在 1 到 98 之间。</translation>
    </message>
    <message>
        <source>The region code has six digits.</source>
        <translation>行政区划代码是 6 位数字。</translation>
    </message>
    <message>
        <source>What is the site called?</source>
        <translation>请填写站点名称。</translation>
    </message>
    <message>
        <source>Warehouses</source>
        <translation>仓</translation>
    </message>
    <message>
        <source>Which warehouses does it keep?</source>
        <translation>这里有哪些仓？</translation>
    </message>
    <message>
        <source>Tick the kinds there are and name them as people do. More can be added later in the settings.</source>
        <translation>勾选现有的仓，按平常的叫法起名。以后可在设置里增加。</translation>
    </message>
    <message>
        <source>Name of {kind}</source>
        <translation>{kind}的名称</translation>
    </message>
    <message>
        <source>A counter keeps at least one warehouse.</source>
        <translation>至少要有一个仓。</translation>
    </message>
    <message>
        <source>Every warehouse needs a name.</source>
        <translation>每个仓都要有名称。</translation>
    </message>
    <message>
        <source>Two warehouses have the same name.</source>
        <translation>有两个仓重名了。</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Who runs this counter?</source>
        <translation>谁来管理这个柜台？</translation>
    </message>
    <message>
        <source>The first administrator adds the accounts of all others. Everybody signs in with their own.</source>
        <translation>第一位管理员为其他人开设账号，每个人用自己的账号登录。</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>姓名(&amp;M)</translation>
    </message>
    <message>
        <source>Also the user name for signing in</source>
        <translation>登录时的用户名也是它</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>At least {n} characters</source>
        <translation>至少 {n} 个字符</translation>
    </message>
    <message>
        <source>Password a&amp;gain</source>
        <translation>再输一次密码(&amp;G)</translation>
    </message>
    <message>
        <source>The password needs at least {n} characters.</source>
        <translation>密码至少要 {n} 个字符。</translation>
    </message>
    <message>
        <source>Who is the administrator?</source>
        <translation>请填写管理员姓名。</translation>
    </message>
    <message>
        <source>The two passwords differ. Please type both again.</source>
        <translation>两次输入的密码不一样，请重新输入。</translation>
    </message>
    <message>
        <source>City server</source>
        <translation>市级服务器</translation>
    </message>
    <message>
        <source>Is there a city server?</source>
        <translation>有市级服务器吗？</translation>
    </message>
    <message>
        <source>The counter does everything without one. With one, city and counties see the same property.</source>
        <translation>没有服务器，柜台照样办理一切业务；有了服务器，市县看到的是同一本账。</translation>
    </message>
    <message>
        <source>&amp;Work alone for now</source>
        <translation>暂时单独使用(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Connect to a server</source>
        <translation>连接服务器(&amp;C)</translation>
    </message>
    <message>
        <source>Server a&amp;ddress</source>
        <translation>服务器地址(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Enrolment code</source>
        <translation>注册码(&amp;E)</translation>
    </message>
    <message>
        <source>Works once; the city's administrator gives it out</source>
        <translation>只能用一次，由市级管理员发放</translation>
    </message>
    <message>
        <source>This is no address of a server.</source>
        <translation>这不是服务器地址。</translation>
    </message>
    <message>
        <source>The server asks for a code.</source>
        <translation>服务器要求填写注册码。</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Is everything right?</source>
        <translation>都对吗？</translation>
    </message>
    <message>
        <source>Nothing has been written yet. Go back to change an entry; what you typed stays.</source>
        <translation>现在还没有写入任何内容。要改就返回，填过的内容都还在。</translation>
    </message>
    <message>
        <source>PC of the site</source>
        <translation>本站第几台</translation>
    </message>
    <message>
        <source>None for now</source>
        <translation>暂时没有</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.key)</source>
        <translation>证书文件 (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>The city gave certificate files</source>
        <translation>市级另发了证书文件</translation>
    </message>
    <message>
        <source>The city's own authority</source>
        <translation>市级自建的颁发机构证书</translation>
    </message>
    <message>
        <source>This counter's certificate</source>
        <translation>本柜台的证书</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>证书私钥</translation>
    </message>
    <message>
        <source>Then only servers that it vouches for are trusted</source>
        <translation>填了以后，只信任由它颁发证书的服务器</translation>
    </message>
    <message>
        <source>Where the server asks for one</source>
        <translation>服务器要求出示时才需要</translation>
    </message>
    <message>
        <source>A certificate and its key belong together.</source>
        <translation>证书和私钥要一起填。</translation>
    </message>
    <message>
        <source>Set up this counter</source>
        <translation>设置柜台</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Set up</source>
        <translation>完成设置(&amp;S)</translation>
    </message>
    <message>
        <source>Setting up…</source>
        <translation>正在设置…</translation>
    </message>
</context>
</TS>
